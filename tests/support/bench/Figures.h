// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace tern::bench {

using SteadyClock = std::chrono::steady_clock;

/// One measured figure and what it is held against. What is compared with `target` is value / reference where there is a reference, else value.
struct Figure {
    std::string name;           ///< "listing_20000"
    double value = 0;
    const char *unit = "s";     ///< "s", "ms", "MB", "round trips"…
    double reference = 0;       ///< in the same unit, measured in the same run; 0: none
    double target = 0;          ///< at most so much; 0: told only
    bool atLeast = false;       ///< the target is a lower bound
};

/// Prints one line of tab-separated fields that tests/bench/figures.py reads:
/// figure, name, value, unit, reference, target, "max" or "min".
void print(const Figure &figure);

[[nodiscard]] double secondsSince(SteadyClock::time_point begin);
/// Seconds that `work` takes.
[[nodiscard]] double secondsOf(const std::function<void()> &work);
/// Of an unsorted, not empty list.
[[nodiscard]] double median(std::vector<double> values);
/// The value that `share` (0…1) of the values don't exceed.
[[nodiscard]] double quantile(std::vector<double> values, double share);

/// Ends the program with a sentence: a figure of something that failed is none.
[[noreturn]] void fail(const std::string &what);

} // namespace tern::bench
