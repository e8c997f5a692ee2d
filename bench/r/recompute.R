# Every figure of a Decision, under the name that decision-figures.ts gives it, each with the call that made it.

recompute <- function(folder) {
  rows <- readRows(folder)
  rules <- rulesOf(rows)
  figures <- list()
  # A vector under `path` is numbered from 0, as JavaScript does.
  put <- function(path, value, madeBy, numbered = length(value) > 1) for (i in seq_along(value))
    figures[[if (numbered) paste0(path, ".", i - 1) else path]] <<- list(value = value[[i]], madeBy = madeBy)

  of <- list(rating = cellsOf(rows, "rating"), acceptable = cellsOf(rows, "acceptable"))
  pairs <- combn(rows$candidates, 2, function(two) pairOf(of[[rows$by]], two[1], two[2]), simplify = FALSE)
  results <- lapply(pairs, function(pair) comparePair(rules, pair))
  cost <- sapply(rows$candidates, function(name)
    1000 * mean(rows$outputs$costUsd[rows$outputs$candidate == name], na.rm = TRUE))
  verdict <- settle(rules, rows, results, cost)

  for (name in rows$candidates) putCandidate(put, rules, rows, of, name, cost[[name]], name %in% verdict$still)
  for (result in results) putComparison(put, rules, rows, result)
  put("verdict.kind", verdict$kind, "rules of the verdict")
  put("contenders", verdict$still, "not beaten by any rival", numbered = TRUE)
  if (!is.null(verdict$winner)) put("verdict.winner", verdict$winner, "rules of the verdict")
  putSentence(put, rules, rows, results, verdict)
  putLooks(put, rules, rows, pairs, verdict, cost)
  putRaters(put, rows)

  put("by", rows$by, "input")
  put("scale", if (rules$rates) 0:1 else c(LOW, HIGH), "default")
  put("confidence", 1 - 2 * TAIL, "default")
  put("margin", rules$margin, "default")
  put("split", rows$split, "input")
  put("examples", length(rows$ids), "examples of the split")
  figures
}

MEAN <- "weighted.mean(x, w)"
PAIRED <- "t.test(c(d, 1, -1))$conf.int; error of a ratio with weights or clusters"
PAIRED_RATES <- "Agresti-Min; t with +-sqrt(1/2) with weights or clusters"

putCandidate <- function(put, rules, rows, of, name, cost, contender) {
  at <- function(...) paste0("candidates.", name, ".", ...)
  intervalOf <- function(u, what) if (what == "acceptable") wilsonOf(u) else
    pmin(HIGH, pmax(LOW, imaginaryT(u, c(LOW, HIGH), TAIL)))
  callOf <- function(u, what) if (what == "rating") if (u$plain) "t.test(c(x, 1, 5))$conf.int" else
    "t with c(x, 1, 5), error of a ratio" else if (u$plain) "prop.test(sum(x), n, correct = FALSE)$conf.int" else
    "Wilson's formula on Kish's n"
  put(at("name"), name, "input")
  put(at("incumbent"), name %in% rows$incumbent, "input")
  put(at("contender"), contender, "not beaten by any rival")
  rate <- NA
  for (what in names(of)) if (!is.null(of[[what]])) {
    u <- rules$units(valuesOf(of[[what]], name))
    if (what == "acceptable") rate <- meanOf(u)
    put(at(what, if (what == "rating") ".mean" else ".rate"), meanOf(u), MEAN)
    put(at(what, ".interval"), intervalOf(u, what), callOf(u, what))
  }
  v <- valuesOf(of[[rows$by]], name)
  put(at("n"), length(v), "length(x)")
  known <- rules$known(names(v))
  if (length(known) > 0) {
    w <- rows$weight[known]; u <- rules$units(v[known], TRUE)
    put(at("traffic.mean"), meanOf(u), MEAN)
    put(at("traffic.interval"), intervalOf(u, rows$by), callOf(u, rows$by))
    put(at("traffic.kishN"), sum(w)^2 / sum(w^2), "sum(w)^2 / sum(w^2)")
  }
  for (slice in rows$slices) {
    part <- v[names(v) %in% rows$inSlice(slice)]
    if (length(part) == 0) next
    put(at("slices.", slice, ".slice"), slice, "input")
    put(at("slices.", slice, ".n"), length(part), "length(x)")
    u <- rules$units(part)
    put(at("slices.", slice, ".mean"), meanOf(u), MEAN)
    put(at("slices.", slice, ".interval"), intervalOf(u, rows$by), callOf(u, rows$by))
  }
  own <- rows$outputs[rows$outputs$candidate == name, ]
  if (!is.nan(cost)) {
    put(at("costPer1000Usd"), cost, "1000 * mean(cost)")
    if (!is.na(rate) && rate > 0) put(at("costPerAcceptableUsd"), cost / 1000 / rate, "mean(cost) / rate")
  }
  for (time in c("latencyMs", "firstTokenMs")) {
    took <- na.omit(own[[time]][own$status != "error"])
    if (length(took) > 0) for (p in c(50, 95))
      put(at(time, ".p", p), quantile(took, p / 100, type = 1, names = FALSE), "quantile(x, p, type = 1)")
  }
  putNoise(put, at, noiseOf(trialValues(rows, name), name))
  for (status in c("ok", "refused", "truncated", "empty", "error"))
    put(at("statuses.", status), sum(own$status == status), "sum(status == s)")
}

putNoise <- function(put, at, noise) for (figure in names(noise))
  put(at("generationNoise.", figure), noise[[figure]],
    if (figure %in% c("n", "repeated")) "examples" else "anova(lm(value ~ example)), var(means)")

putComparison <- function(put, rules, rows, result) {
  by <- if (rules$rates) PAIRED_RATES else PAIRED
  level <- if (is.null(rows$looks)) "at .025 / (k - 1)" else "at the bound of Lan and DeMets"
  show <- function(label, f) {
    at <- function(...) paste0("comparisons.", result$a, " - ", result$b, " ", label, ".", ...)
    put(at("a"), result$a, "input")
    put(at("b"), result$b, "input")
    put(at("estimand", if (label %in% rows$slices) ".slice"), label, "input")
    put(at("n"), f$n, "length(d)")
    put(at("difference"), f$difference, "weighted.mean(d, w)")
    put(at("interval"), f$interval, by)
    put(at("decisionInterval"), f$deciding, paste(by, level))
    put(at("winner"), f$winner, "sign of decisionInterval")
  }
  show("picked", result)
  two <- c(result$a, result$b)
  both <- trialValues(rows, two)
  putNoise(put, function(...) paste0("comparisons.", result$a, " - ", result$b, " picked.", ...),
    noiseOf(both[both$example %in% result$used$id, ], two))
  known <- result$used[result$used$id %in% rules$known(result$used$id), ]
  if (nrow(known) > 0) show("traffic", figureOf(rules, result, known, result$look, TRUE))
  for (slice in rows$slices) {
    part <- result$used[result$used$id %in% rows$inSlice(slice), ]
    if (nrow(part) > 0) show(slice, figureOf(rules, result, part, result$look))
  }
}

# What the verdict's sentence says of its first candidate and the other; rates in points.
putSentence <- function(put, rules, rows, results, verdict) {
  points <- if (rules$rates) 100 else 1
  by <- if (rules$rates) PAIRED_RATES else PAIRED
  r <- pairAmong(results, verdict$first, verdict$other)
  turned <- if (r$a != verdict$first)
    list(a = r$used$b, b = r$used$a, sign = -1, interval = -rev(r$interval), deciding = -rev(r$deciding)) else
    list(a = r$used$a, b = r$used$b, sign = 1, interval = r$interval, deciding = r$deciding)
  mean <- function(x) meanOf(rules$units(setNames(x, r$used$id)))
  say <- function(name, value, madeBy) put(paste0("because.", name), value, madeBy)
  say("leaderMean", points * mean(turned$a), MEAN)
  say("otherMean", points * mean(turned$b), MEAN)
  say("difference", points * turned$sign * r$difference, "weighted.mean(d, w)")
  if (verdict$kind != "cheaper-equivalent") {
    say("low", points * turned$deciding[1], paste(by, "at the level that decides"))
    say("high", points * turned$deciding[2], paste(by, "at the level that decides"))
    say("ahead", sum(turned$a - turned$b > 1e-9), "sum(d > 0)")
    say("behind", sum(turned$b - turned$a > 1e-9), "sum(d < 0)")
  }
  if (!is.null(verdict$tested)) {
    least <- leastOf(rules, results, verdict$than, verdict$tested)
    passed <- verdict$kind == "cheaper-equivalent"
    say(if (passed) "atWorst" else "mayBeWorseBy", points * if (passed) least else -least, paste(by, "at .05"))
    t <- pairAmong(results, verdict$than, verdict$tested)
    u <- rules$units(setNames(t$used$d, t$used$id))
    power <- power.t.test(n = u$n, delta = rules$margin, sd = withImaginary(u, rules$imaginary)$sd,
      sig.level = 2 * tailOf(rules$z(t$look, 2 * TAIL)), type = "paired")$power
    if (!passed) say("power", 100 * power, "power.t.test(n, margin, sd, type = 'paired')$power")
  }
  if (verdict$kind == "cheaper-equivalent") {
    put("verdict.asGoodAs.candidate", verdict$than, "rules of the verdict")
    put("verdict.asGoodAs.atWorst", leastOf(rules, results, verdict$than, verdict$tested), paste(by, "at .05"))
  }
  if (verdict$kind %in% c("ship", "keep", "switch") && r$winner == verdict$winner)
    say("atLeast", points * turned$deciding[1], "lower end of decisionInterval")
  if (verdict$kind != "too-close") return()
  more <- if (is.null(rows$looks)) NA else
    max(sapply(verdict$rivals, function(y) moreRatings(rules, pairAmong(results, verdict$first, y))))
  if (!is.na(more)) return(put("verdict.ratingsNeeded", more, "first later look with abs(m) > bound"))
  if (abs(r$difference) < 1e-9) return()
  u <- rules$units(setNames(r$used$d, r$used$id))
  n <- power.t.test(power = 0.8, delta = abs(r$difference), sd = withImaginary(u, rules$imaginary)$sd,
    sig.level = 2 * TAIL / (length(verdict$still) - 1), type = "paired")$n
  fresh <- ceiling(n * r$n / u$n)
  if (fresh <= 2000) say("freshExamples", fresh, "power.t.test(delta, sd, power = 0.8, type = 'paired')$n")
}

putLooks <- function(put, rules, rows, pairs, verdict, cost) {
  taken <- rules$taken(rules$lookAt(max(sapply(pairs, function(pair) pair$rated))))
  if (is.null(rows$looks)) put("looks.planned", "final", "input") else
    put("looks.planned", rows$looks, "input", numbered = TRUE)
  put("looks.taken", taken, "planned[planned <= n]", numbered = TRUE)
  if (is.null(verdict$winner)) return()
  for (look in taken) {
    then <- lapply(pairs, function(pair) comparePair(rules, pair, look))
    if (any(sapply(then, function(r) r$look == 0))) next
    was <- settle(rules, rows, then, cost)
    if (identical(c(was$kind, was$winner), c(verdict$kind, verdict$winner)))
      return(put("looks.decidedAt", look, "first look of this verdict"))
  }
}

putRaters <- function(put, rows) {
  said <- settled(rows, rows$by)
  shared <- split(said$value, outputOf(said)); shared <- shared[lengths(shared) >= 2]
  alpha <- if (length(shared) > 0) alphaOf(shared)
  if (!is.null(alpha)) {
    put("agreement.alpha", alpha, "Krippendorff's definition over all pairs of values")
    put("agreement.outputs", length(shared), "outputs with two raters")
    put("agreement.raters", length(unique(said$rater[outputOf(said) %in% names(shared)])), "raters of those")
  }
  again <- rows$repeats[!is.na(rows$repeats[[rows$by]]), ]
  again$before <- said$value[match(ratingOf(again), ratingOf(said))]
  again <- again[!is.na(again$before), ]
  for (rater in sort(unique(again$rater))) {
    own <- again[again$rater == rater, ]
    at <- function(...) paste0("repeats.", rater, ".", ...)
    put(at("rater"), rater, "input")
    put(at("n"), nrow(own), "repeats of a rated output")
    put(at("same"), sum(own[[rows$by]] == own$before), "sum(again == before)")
  }
  said$length <- rows$outputs$length[match(outputOf(said), outputOf(rows$outputs))]
  said <- said[!is.na(said$length) & !outputOf(said) %in% rows$failed, ]
  for (rater in sort(unique(said$rater))) {
    own <- said[said$rater == rater, ]
    own$value <- own$value - ave(own$value, own$candidate)
    own$length <- own$length - ave(own$length, own$candidate)
    if (nrow(own) < 3 || sd(own$value) < 1e-12 || sd(own$length) < 1e-12) next
    at <- function(...) paste0("lengthCorrelation.", rater, ".", ...)
    put(at("rater"), rater, "input")
    put(at("n"), nrow(own), "ratings with a length")
    put(at("r"), cor(own$length, own$value), "cor of both less ave(x, candidate)")
  }
}
