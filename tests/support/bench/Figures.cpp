// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/bench/Figures.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace tern::bench {

void print(const Figure &figure)
{
    std::printf("figure\t%s\t%.6g\t%s\t%.6g\t%.6g\t%s\n", figure.name.c_str(), figure.value, figure.unit, figure.reference, figure.target,
                figure.atLeast ? "min" : "max");
    std::fflush(stdout);
}

double secondsSince(SteadyClock::time_point begin)
{
    return std::chrono::duration<double>(SteadyClock::now() - begin).count();
}

double secondsOf(const std::function<void()> &work)
{
    const auto begin = SteadyClock::now();
    work();
    return secondsSince(begin);
}

double median(std::vector<double> values)
{
    return quantile(std::move(values), 0.5);
}

double quantile(std::vector<double> values, double share)
{
    std::sort(values.begin(), values.end());
    const auto place = static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size())));
    return values[place == 0 ? 0 : place - 1];
}

void fail(const std::string &what)
{
    std::fflush(stdout);
    std::fprintf(stderr, "%s\n", what.c_str());
    std::exit(1);
}

} // namespace tern::bench
