# Pairs at their looks, and the verdict that follows from them by its rules.

# What of `rows` every comparison needs: the scale, the level of a pair, and functions of a look.
rulesOf <- function(rows) {
  rates <- rows$by == "acceptable"
  k <- length(rows$candidates)
  step <- if (rates) sqrt(0.5) else 1
  known <- function(ids) ids[!is.na(rows$weight[ids]) & rows$weight[ids] > 0]
  units <- function(v, weighted = FALSE)
    unitsOf(v, if (weighted) as.vector(rows$weight[names(v)]), as.vector(rows$cluster[names(v)]))
  taken <- function(look) if (is.null(rows$looks)) look else {
    before <- if (is.null(rows$looksTaken)) rows$looks else rows$looksTaken
    c(before[before < look], look)
  }
  onTheWay <- function(look, later)
    c(taken(look), if (is.null(rows$looksTaken)) rows$looks[rows$looks > look & rows$looks < later], later)
  list(rates = rates, full = if (rates) 1 else HIGH - LOW, margin = if (rates) 0.05 else 0.2, tail = TAIL / (k - 1),
    imaginary = c(step, -step), known = known, units = units, taken = taken, onTheWay = onTheWay, looks = rows$looks,
    lookAt = function(n) if (is.null(rows$looks)) n else max(c(0, rows$looks[rows$looks <= n])),
    # Levels of .025 / (k - 1) on each side, all at once or spent over the looks that were taken.
    z = function(look, tail, before = taken(look)) if (is.null(rows$looks)) zOf(tail) else
      rev(lookBounds(before / max(rows$looks), tail))[1])
}

# Agresti-Min for whole yes/no answers on independent, equal examples; else t with two imaginary examples.
isCount <- function(rules, d, u) rules$rates && u$plain && all(d %in% -1:1)
pairedInterval <- function(rules, items, z, weighted = FALSE) {
  u <- rules$units(setNames(items$d, items$id), weighted)
  ends <- if (isCount(rules, items$d, u)) agrestiMin(items$d, z) else imaginaryT(u, rules$imaginary, tailOf(z))
  pmin(rules$full, pmax(-rules$full, ends))
}

# One comparison on these items; `pair` names its sides.
figureOf <- function(rules, pair, items, look, weighted = FALSE) {
  deciding <- if (look == 0) c(-1, 1) * rules$full else
    pairedInterval(rules, items, rules$z(look, rules$tail), weighted)
  list(n = nrow(items), difference = meanOf(rules$units(setNames(items$d, items$id), weighted)),
    interval = pairedInterval(rules, items, zOf(TAIL), weighted), deciding = deciding,
    winner = if (deciding[1] > 0) pair$a else if (deciding[2] < 0) pair$b else "null")
}

comparePair <- function(rules, pair, upTo = Inf) {
  look <- rules$lookAt(min(pair$rated, upTo))
  used <- head(pair$items, if (look == 0) pair$rated else look)
  c(pair, list(look = look, used = used), figureOf(rules, pair, used, look))
}

pairAmong <- function(results, x, y) Filter(function(r) setequal(c(r$a, r$b), c(x, y)), results)[[1]]
leadOver <- function(results, x, y) {
  r <- pairAmong(results, x, y)
  if (r$a == x) r$difference else -r$difference
}

# The lower one-sided 95 % bound of y minus x, spent over planned looks like the winner's.
leastOf <- function(rules, results, x, y) {
  r <- pairAmong(results, x, y)
  ends <- pairedInterval(rules, r$used, rules$z(r$look, 2 * TAIL))
  if (r$a == y) ends[1] else -ends[2]
}

# Contenders are those that no rival beats. One left: keep, switch or ship. A contender not inferior to the leader at
# half its cost or less: cheaper-equivalent. Else too close. `tested` and `than`: the pair of the non-inferiority.
settle <- function(rules, rows, results, cost) {
  beaten <- sapply(rows$candidates, function(x) any(sapply(results, function(r)
    x %in% c(r$a, r$b) && !r$winner %in% c("null", x))))
  still <- rows$candidates[if (all(beaten)) TRUE else !beaten]
  nearest <- function(x, among) among[order(sapply(among, function(y) leadOver(results, x, y)))]
  if (length(still) == 1) {
    kind <- if (length(rows$incumbent) == 0) "ship" else if (still == rows$incumbent) "keep" else "switch"
    return(list(still = still, kind = kind, winner = still, first = still,
      other = nearest(still, setdiff(rows$candidates, still))[1]))
  }
  worst <- sapply(still, function(x) min(sapply(setdiff(still, x), function(y) leadOver(results, x, y))))
  top <- still[worst >= max(worst) - 1e-9]
  leader <- if (any(rows$incumbent %in% top)) rows$incumbent else top[order(cost[top], match(top, still))[1]]
  rivals <- nearest(leader, setdiff(still, leader))
  half <- Filter(function(y) isTRUE(cost[[y]] <= cost[[leader]] / 2), rivals)
  good <- Filter(function(y) leastOf(rules, results, leader, y) > -rules$margin, half)
  if (length(good) > 0) {
    winner <- good[order(cost[good])[1]]
    return(list(still = still, kind = "cheaper-equivalent", winner = winner, first = winner, other = leader,
      tested = winner, than = leader))
  }
  list(still = still, kind = "too-close", first = leader, other = rivals[1],
    tested = if (length(half) > 0) half[1], than = leader, rivals = rivals)
}

# The first later look at which the pair would be settled, its sums in proportion, less what is rated; NA if none.
moreRatings <- function(rules, r) {
  u <- rules$units(setNames(r$used$d, r$used$id))
  for (later in rules$looks[rules$looks > max(r$look, r$rated)]) {
    i <- withImaginary(u, rules$imaginary, later / r$look)
    z <- rules$z(later, rules$tail, rules$onTheWay(r$look, later))
    half <- if (isCount(rules, r$used$d, u)) z * i$sd * sqrt(i$N - 1) / i$N else
      qt(tailOf(z), i$df, lower.tail = FALSE) * i$sd / sqrt(i$N)
    if (abs(i$m) > half) return(later - r$rated)
  }
  NA
}
