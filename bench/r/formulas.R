# The formulas of a decision, each as its source gives it; numbers in, numbers out.

TAIL <- 0.025                                            # outside a 95 % interval on each side
zOf <- function(tail) qnorm(tail, lower.tail = FALSE)
tailOf <- function(z) pnorm(z, lower.tail = FALSE)

# Independent units: examples, or clusters of them (Miller 2024, arXiv 2411.00640, section 2.2). Weights add up to
# Kish's effective number (sum w)^2 / sum w^2. Below ten clusters each counts once, by its mean, and a t interval has
# that number less one degrees of freedom.
unitsOf <- function(x, w = NULL, cluster = NULL) {
  x <- as.vector(x)
  if (!is.null(w) && length(unique(w)) == 1) w <- NULL
  few <- FALSE
  if (!is.null(cluster) && anyDuplicated(cluster)) {
    each <- if (is.null(w)) rep(1, length(x)) else w
    total <- tapply(each, cluster, sum)
    x <- as.vector(tapply(each * x, cluster, sum) / total)
    few <- length(total) < 10
    w <- if (few && is.null(w)) NULL else as.vector(total)
  }
  if (is.null(w)) w <- rep(1, length(x))
  n <- sum(w)^2 / sum(w^2)
  list(x = x, w = w * n / sum(w), n = n, few = few, plain = !few && all(w == 1))
}

meanOf <- function(u) weighted.mean(u$x, u$w)

# The units with two imaginary ones of weight 1: sum of weights, mean, standard deviation, degrees of freedom.
withImaginary <- function(u, extra, times = 1) {
  N <- u$n * times + 2
  m <- (times * sum(u$w * u$x) + sum(extra)) / N
  squares <- times * sum((u$w * (u$x - m))^2) + sum((extra - m)^2)
  list(N = N, m = m, sd = sqrt(squares / (N - 1)), df = if (u$few) u$n * times - 1 else N - 1)
}

# t interval with the imaginary units: R's own t.test without weights and clusters, with them the error of a ratio
# (Hajek), sqrt(sum (w e)^2) / sum w, times sqrt(N / (N - 1)).
imaginaryT <- function(u, extra, tail) {
  if (u$plain) return(as.vector(t.test(c(u$x, extra), conf.level = 1 - 2 * tail)$conf.int))
  i <- withImaginary(u, extra)
  if (i$df <= 0) return(c(-Inf, Inf))
  i$m + c(-1, 1) * qt(tail, i$df, lower.tail = FALSE) * i$sd / sqrt(i$N)
}

# Wilson 1927: R's prop.test for whole counts, else the same formula on the effective number.
wilsonOf <- function(u, tail = TAIL) {
  p <- meanOf(u); n <- u$n; z <- zOf(tail)
  if (u$plain && all(u$x %in% 0:1))
    return(as.vector(suppressWarnings(prop.test(sum(u$x), n, conf.level = 1 - 2 * tail, correct = FALSE))$conf.int))
  half <- z * sqrt(p * (1 - p) / n + z^2 / (4 * n^2))
  pmin(1, pmax(0, (p + z^2 / (2 * n) + c(-1, 1) * half) / (1 + z^2 / n)))
}

# Agresti and Min 2005, "Wald + 2": b examples where only the first was acceptable, c where only the second.
agrestiMin <- function(d, z) {
  n <- length(d); b <- sum(d == 1); c <- sum(d == -1)
  (b - c) / (n + 2) + c(-1, 1) * z * sqrt(b + c + 1 - (b - c)^2 / (n + 2)) / (n + 2)
}

# Nodes and weights of Gauss-Legendre on [-1, 1] (Golub and Welsch 1969): eigenvalues of the Jacobi matrix.
gaussLegendre <- function(n) {
  i <- seq_len(n - 1); beside <- i / sqrt(4 * i^2 - 1)
  jacobi <- matrix(0, n, n); jacobi[cbind(i, i + 1)] <- beside; jacobi[cbind(i + 1, i)] <- beside
  e <- eigen(jacobi, symmetric = TRUE)
  list(x = e$values, w = 2 * e$vectors[1, ]^2)
}
NODES <- gaussLegendre(240)

# Lan and DeMets 1983: by share t of the plan f(t) = 2 - 2 Phi(z_{a/2} / sqrt t) of the one-sided level a is spent.
# The chance to cross first at a look is the integral over the density of the sum of all paths still inside.
lookBounds <- function(t, a) {
  spend <- diff(c(0, 2 * tailOf(zOf(a / 2) / sqrt(t))))
  at <- 0; mass <- 1; before <- 0; z <- numeric(0)
  for (k in seq_along(t)) {
    sd <- sqrt(t[k] - before)
    # On the log scale, since the first look spends as little as 1e-7.
    short <- function(b) log(sum(mass * tailOf((b * sqrt(t[k]) - at) / sd))) - log(spend[k])
    z[k] <- uniroot(short, c(0, 12), tol = 1e-13)$root
    edge <- min(z[k], 8.5) * sqrt(t[k])
    to <- edge * NODES$x
    mass <- edge * NODES$w * as.vector(outer(to, at, function(y, x) dnorm(y, x, sd)) %*% mass)
    at <- to; before <- t[k]
  }
  z
}

# The one-way random model (Searle, Casella and McCulloch 1992) of values by example; of a difference of two candidates
# the variances within add up. NULL where no example has two values of each.
noiseOf <- function(values, names) {
  sides <- lapply(names, function(name) values[values$candidate == name, ])
  k <- sapply(sides, function(s) tapply(s$value, s$example, length))
  again <- sum(apply(k > 1, 1, all))
  if (again == 0) return(NULL)
  if (again < 10) return(list(n = nrow(k), repeated = again))
  residual <- sapply(sides, function(s) anova(lm(value ~ example, s))["Residuals", "Mean Sq"])
  means <- sapply(sides, function(s) tapply(s$value, s$example, mean))
  d <- if (length(names) == 2) means[, 1] - means[, 2] else means[, 1]
  within <- sum(residual)
  between <- max(0, var(d) - sum(residual * colMeans(1 / k)))
  c(list(n = nrow(k), repeated = again, within = within, between = between),
    if (within + between > 0) list(share = within / (within + between)))
}

# Krippendorff 2011, ordinal, from the definition over all ordered pairs of values: 1 - observed / expected.
alphaOf <- function(units) {
  units <- units[lengths(units) >= 2]; v <- unlist(units)
  if (length(unique(v)) < 2) return(NULL)
  between <- function(a, b) sum(v >= min(a, b) & v <= max(a, b))
  delta <- Vectorize(function(a, b) if (a == b) 0 else (between(a, b) - (sum(v == a) + sum(v == b)) / 2)^2)
  observed <- sum(sapply(units, function(u) sum(outer(u, u, delta)) / (length(u) - 1))) / length(v)
  1 - observed / (sum(outer(v, v, delta)) / (length(v) * (length(v) - 1)))
}
