// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/bench/Process.h"

#include "tests/support/bench/Figures.h"

#include <ctime>
#include <fstream>
#include <sstream>
#include <stdlib.h>
#include <string>

namespace tern::bench {
namespace {

/// A line of /proc/self/status that is in kB.
double statusMegabytes(const std::string &field)
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (!line.starts_with(field))
            continue;
        std::istringstream rest(line.substr(field.size()));
        double kilobytes = 0;
        rest >> kilobytes;
        return kilobytes * 1024 / 1e6;
    }
    return 0;
}

} // namespace

double residentMegabytes()
{
    return statusMegabytes("VmRSS:");
}

double peakMegabytes()
{
    return statusMegabytes("VmHWM:");
}

void resetPeak()
{
    std::ofstream("/proc/self/clear_refs") << "5";
}

double cpuSeconds()
{
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

TemporaryFolder::TemporaryFolder()
{
    std::string pattern = (std::filesystem::temp_directory_path() / "tern-bench-XXXXXX").string();
    if (!::mkdtemp(pattern.data()))
        fail("no temporary folder");
    m_path = pattern;
}

TemporaryFolder::~TemporaryFolder()
{
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
}

} // namespace tern::bench
