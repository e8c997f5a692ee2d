# Rows to values: which rating counts, what a candidate is worth on an example, and the differences of two.

LOW <- 1; HIGH <- 5                                      # the rating scale; a rate goes from 0 to 1

readRows <- function(folder) {
  table <- function(name) read.csv(file.path(folder, name), colClasses = "character", na.strings = "")
  # NULL is the default; an empty list of looks is one without looks.
  list2num <- function(text) if (text %in% c("final", "all")) NULL else as.numeric(na.omit(strsplit(text, " ")[[1]]))
  options <- table("options.csv"); by <- options$by

  examples <- table("examples.csv")
  examples$split[is.na(examples$split)] <- "dev"
  examples <- examples[examples$split == options$split, ]
  examples <- examples[order(examples$id), ]
  ids <- examples$id
  alone <- is.na(examples$cluster)
  examples$cluster[alone] <- paste("example", ids[alone])
  slices <- strsplit(ifelse(is.na(examples$slices), "", examples$slices), " ")

  outputs <- table("outputs.csv"); outputs <- outputs[outputs$example %in% ids, ]
  for (column in c("costUsd", "latencyMs", "firstTokenMs", "length"))
    outputs[[column]] <- as.numeric(outputs[[column]])

  ratings <- unique(table("ratings.csv")); ratings <- ratings[ratings$example %in% ids, ]
  ratings$rating <- as.numeric(ratings$rating); ratings$acceptable <- as.numeric(ratings$acceptable == "true")
  ratings$time <- as.numeric(as.POSIXct(ratings$at, format = "%Y-%m-%dT%H:%M:%OSZ", tz = "UTC"))
  ratings$time[is.na(ratings$time)] <- -Inf

  candidates <- table("candidates.csv")
  list(by = by, split = options$split, looks = list2num(options$looks), looksTaken = list2num(options$looksTaken),
    ids = ids, weight = setNames(as.numeric(examples$weight), ids), cluster = setNames(examples$cluster, ids),
    slices = sort(unique(unlist(slices))),
    inSlice = function(s) ids[sapply(slices, function(own) s %in% own)],
    candidates = candidates$name, incumbent = candidates$name[candidates$incumbent == "true"],
    outputs = outputs, failed = outputOf(outputs)[outputs$status == "error"],
    ratings = ratings[is.na(ratings$repeatOf), ], repeats = ratings[!is.na(ratings$repeatOf), ])
}

outputOf <- function(d) paste(d$example, d$candidate, d$trial, sep = "|")
ratingOf <- function(d) paste(outputOf(d), d$rater, sep = "|")

# Of (example, candidate, trial, rater) the latest row counts; the first tells when it was rated.
settled <- function(rows, what) {
  since <- tapply(rows$ratings$time, ratingOf(rows$ratings), min)
  d <- rows$ratings[!is.na(rows$ratings[[what]]), ]
  d <- d[order(d$time), ]
  d <- d[!duplicated(ratingOf(d), fromLast = TRUE), ]
  d$value <- d[[what]]
  d$since <- as.vector(since[ratingOf(d)])
  d
}

# One value per example, candidate and rater: the mean over the trials, failed ones as the lowest value.
# NULL when nobody has said anything of this kind.
cellsOf <- function(rows, what) {
  low <- if (what == "rating") LOW else 0
  d <- settled(rows, what); d <- d[!outputOf(d) %in% rows$failed, ]
  if (nrow(d) == 0) return(NULL)
  key <- c("example", "candidate", "trial")
  trials <- unique(rbind(rows$outputs[, key], rows$ratings[, key]))
  failing <- tapply(outputOf(trials) %in% rows$failed, paste(trials$example, trials$candidate), mean)
  cells <- aggregate(value ~ example + candidate + rater, d, mean)
  cells$since <- aggregate(since ~ example + candidate + rater, d, min)$since
  e <- as.vector(failing[paste(cells$example, cells$candidate)])
  cells$value <- e * low + (1 - e) * cells$value
  list(low = low, cells = cells, down = names(failing)[failing == 1], ids = rows$ids)
}

ownCells <- function(of, candidate) of$cells[of$cells$candidate == candidate, ]
downOf <- function(of, candidate) of$ids[paste(of$ids, candidate) %in% of$down]

# A candidate's values by example: the mean over its raters, the lowest where every trial failed.
valuesOf <- function(of, candidate) {
  own <- ownCells(of, candidate); down <- downOf(of, candidate)
  v <- c(tapply(own$value, own$example, mean), setNames(rep(of$low, length(down)), down))
  v[order(names(v))]
}

# Each trial's value: the mean over the raters who rated every trial of these candidates on the example, a failed one the
# lowest. Examples on which each of them has a value.
trialValues <- function(rows, names) {
  low <- if (rows$by == "rating") LOW else 0
  d <- settled(rows, rows$by)
  d <- d[d$candidate %in% names & !outputOf(d) %in% rows$failed, ]
  said <- do.call(rbind, lapply(split(d, d$example), function(e) {
    per <- tapply(outputOf(e), e$rater, function(o) length(unique(o)))
    e <- e[e$rater %in% names(per)[per == length(unique(outputOf(e)))], ]
    if (nrow(e) > 0) aggregate(value ~ example + candidate + trial, e, mean)
  }))
  failed <- rows$outputs[rows$outputs$status == "error" & rows$outputs$candidate %in% names, ]
  failed <- failed[!failed$example %in% setdiff(d$example, said$example), ]
  if (nrow(failed) > 0)
    said <- rbind(said, cbind(failed[, c("example", "candidate", "trial")], value = low))
  of <- tapply(said$candidate, said$example, function(c) length(unique(c)))
  said[said$example %in% names(of)[of == length(names)], ]
}

# Two candidates: the difference within each rater of both, then the mean over these raters; a failed output is the
# lowest value from everybody. In the order in which the examples became complete, equal times by id.
pairOf <- function(of, a, b) {
  both <- merge(ownCells(of, a), ownCells(of, b), by = c("example", "rater"))
  per <- function(x, f = mean) as.vector(tapply(x, both$example, f))
  items <- data.frame(id = sort(unique(both$example)), d = per(both$value.x - both$value.y),
    a = per(both$value.x), b = per(both$value.y), since = per(pmax(both$since.x, both$since.y), min))
  downA <- downOf(of, a); downB <- downOf(of, b)
  for (id in union(downA, downB)) {
    va <- valuesOf(of, a)[id]; vb <- valuesOf(of, b)[id]
    if (is.na(va) || is.na(vb)) next
    times <- of$cells$since[of$cells$example == id & of$cells$candidate %in% c(a, b)]
    if (id %in% downA && id %in% downB) times <- -Inf
    items <- rbind(items, data.frame(id = id, d = va - vb, a = va, b = vb, since = min(times)))
  }
  items <- items[order(items$since, items$id), ]
  list(a = a, b = b, items = items, rated = nrow(items))
}
