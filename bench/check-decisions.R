# Whole decisions again, in base R, from the rows alone: written from the formulas, not from the TypeScript.
# Reads the tables that write-decision.ts makes, recomputes every figure of each Decision and compares.
# Usage: Rscript --vanilla check-decisions.R FOLDER [FIXTURE.csv]; exit code 1 when any figure differs.

here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
for (file in c("formulas.R", "rows.R", "compare.R", "recompute.R")) source(file.path(here, "r", file))

asText <- function(x) if (is.logical(x)) tolower(x) else if (is.numeric(x)) format(x, digits = 15) else x

folder <- commandArgs(TRUE)[1]; fixture <- commandArgs(TRUE)[2]
differ <- 0; table <- NULL
for (name in list.files(folder)) {
  ours <- recompute(file.path(folder, name))
  theirs <- read.csv(file.path(folder, name, "figures.csv"), colClasses = c("character", "character", "numeric"))
  largest <- 0; wrong <- 0
  # Of both lists, so that a figure that only one of them has counts as a difference.
  for (path in union(theirs$path, names(ours))) {
    its <- theirs[theirs$path == path, ]; own <- ours[[path]]$value
    if (nrow(its) == 1 && is.numeric(own)) {
      off <- abs(as.numeric(its$text) - own)
      if (!startsWith(path, "because.")) largest <- max(largest, off)
      same <- isTRUE(off <= its$tolerance)
    } else same <- nrow(its) == 1 && !is.null(own) && its$text == asText(own)
    if (same) next
    wrong <- wrong + 1
    cat(sprintf("  %s: decide says %s, R says %s\n", path, if (nrow(its) == 1) its$text else "nothing",
      if (is.null(own)) "nothing" else asText(own)))
  }
  differ <- differ + wrong
  cat(sprintf("%s: %d figures, %d differ; largest difference of an unrounded one %.1e\n",
    name, length(ours), wrong, largest))
  table <- rbind(table, data.frame(decision = name, figure = names(ours),
    value = sapply(ours, function(f) asText(f$value)), r_call = sapply(ours, function(f) f$madeBy)))
}
if (!is.na(fixture)) write.csv(table, fixture, row.names = FALSE, quote = 4)
quit(status = as.integer(differ > 0))
