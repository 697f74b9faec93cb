// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faults/FaultRun.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include <unistd.h>

namespace tern::test {

bool isLongFaultRun()
{
    const char *wish = std::getenv("TERN_FAULTS");
    return wish != nullptr && std::string_view(wish) == "long";
}

int faultStride()
{
    const char *given = std::getenv("TERN_FAULT_STRIDE");
    return given != nullptr ? std::max(1, std::atoi(given)) : 1;
}

int onlyFaultPlace()
{
    const char *given = std::getenv("TERN_FAULT_ONLY");
    return given != nullptr ? std::atoi(given) : 0;
}

std::uint32_t faultSeed()
{
    static const std::uint32_t seed = [] {
        const char *given = std::getenv("TERN_FAULT_SEED");
        const auto value = given != nullptr ? static_cast<std::uint32_t>(std::strtoul(given, nullptr, 10)) : std::random_device{}();
        std::printf("[faults] seed: TERN_FAULT_SEED=%u\n", value);
        std::fflush(stdout);
        return value;
    }();
    return seed;
}

std::mt19937 faultRandom(std::string_view part)
{
    std::uint32_t mixed = 2'166'136'261U;
    for (const char character : part)
        mixed = (mixed ^ static_cast<unsigned char>(character)) * 16'777'619U;
    std::seed_seq sequence{faultSeed(), mixed};
    return std::mt19937(sequence);
}

std::string faultFolder()
{
    const std::filesystem::path memory = "/dev/shm";
    return (::access(memory.c_str(), W_OK) == 0 ? memory : std::filesystem::temp_directory_path()).string();
}

void countFaults(const std::string &what, std::int64_t number)
{
    std::printf("[faults] %s %lld\n", what.c_str(), static_cast<long long>(number));
    std::fflush(stdout);
}

} // namespace tern::test
