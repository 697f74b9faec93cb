// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>

/// What every test of the fault matrix shares: its length, its seed and its counts. tests/crash/run.py reads what they print.
namespace tern::test {

/// TERN_FAULTS=long asks for the whole matrix; else a sample of it that takes seconds.
[[nodiscard]] bool isLongFaultRun();

/// TERN_FAULT_STRIDE: the longest walks of a long run take every n-th place only; 1 if not given.
[[nodiscard]] int faultStride();

/// TERN_FAULT_ONLY: just this place of a walk, to see one failure again; 0 if not given.
[[nodiscard]] int onlyFaultPlace();

/// TERN_FAULT_SEED, or a new one; printed once, as it is all that is needed to see the same again.
[[nodiscard]] std::uint32_t faultSeed();

/// A generator for one part of a run: the same seed and part give the same numbers, whatever else ran.
[[nodiscard]] std::mt19937 faultRandom(std::string_view part);

/// Where scratch profiles lie: in memory if there is such a place, since what a killed process wrote is there whatever the medium.
[[nodiscard]] std::string faultFolder();

/// Prints `[faults] WHAT NUMBER`; numbers of the same thing are added up over a run.
void countFaults(const std::string &what, std::int64_t number);

} // namespace tern::test
