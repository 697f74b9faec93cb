// SPDX-License-Identifier: GPL-3.0-or-later
// Flipped bits, zeroed pages and truncations in the database files of a profile that was killed at work.
#include "tests/crash/disk/DiskWorld.h"
#include "tests/support/faults/FaultRun.h"

#include <gtest/gtest.h>

#include <csignal>
#include <fstream>

namespace tern::test {
namespace {

/// What can happen to a file.
std::string damage(const std::filesystem::path &file, std::mt19937 &random)
{
    const auto size = static_cast<std::int64_t>(std::filesystem::file_size(file));
    const auto below = [&](std::int64_t limit) { return std::uniform_int_distribution<std::int64_t>(0, std::max<std::int64_t>(limit - 1, 0))(random); };
    const int kind = static_cast<int>(below(10));
    if (kind == 0) {
        const std::int64_t left = below(size);
        std::filesystem::resize_file(file, static_cast<std::uintmax_t>(left));
        return "truncated to " + std::to_string(left);
    }
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    if (kind == 1) {
        const std::int64_t page = below(size / 4096 + 1) * 4096;
        const std::string zeros(static_cast<std::size_t>(std::min<std::int64_t>(4096, size - page)), '\0');
        stream.seekp(page);
        stream.write(zeros.data(), static_cast<std::streamsize>(zeros.size()));
        return "zeroed 4096 bytes at " + std::to_string(page);
    }
    // One bit, or a few bytes of rubbish in one place.
    const std::int64_t at = below(size);
    const std::int64_t count = kind < 6 ? 1 : std::min<std::int64_t>(16, size - at);
    for (std::int64_t place = at; place < at + count; ++place) {
        stream.seekg(place);
        const int old = stream.get();
        stream.seekp(place);
        stream.put(static_cast<char>(kind < 6 ? old ^ (1 << below(8)) : below(256)));
    }
    return (kind < 6 ? "flipped a bit at " : "wrote rubbish at ") + std::to_string(at);
}

class Flips : public ::testing::Test {
protected:
    Flips()
    {
        world.reset();
        const std::string failure = world.inChild({"day without end"});
        if (failure != "died of signal 9")
            throw std::runtime_error(failure.empty() ? "it came to an end" : failure);
        world.keepAsBeginning();
    }
    DiskWorld world;
};

TEST_F(Flips, WhatCanComeBackComesBackAndNothingElseIsTouched)
{
    std::mt19937 random = faultRandom("flips");
    const int steps = isLongFaultRun() ? 1'000 : 20;
    int damaged = 0, unnoticed = 0;
    for (int step = 0; step < steps; ++step) {
        world.reset();
        const char *names[] = {"cache.db", "content.db", "cache.db-wal", "content.db-wal"};
        const std::filesystem::path file = world.profile() / names[static_cast<std::size_t>(step % 4)];
        ASSERT_TRUE(std::filesystem::exists(file)) << file;
        const std::string what = file.filename().string() + " " + damage(file, random);
        SCOPED_TRACE(what);
        // Damage that is met at work is repaired at the next start.
        std::string failure;
        for (int start = 0; start < 3; ++start) {
            failure = world.inChild({"settle"});
            EXPECT_EQ(failure.find("died"), std::string::npos) << failure;
            if (failure.empty())
                break;
        }
        EXPECT_EQ(failure, "") << "not repaired after three starts";
        if (HasFailure())
            return;
        ++damaged;
        try {
            world.check();
        } catch (const std::runtime_error &wrong) {
            const std::string text = wrong.what();
            // SQLite has no checksums: a changed letter inside a row can't be told from another text. The server's side must be right all the same.
            EXPECT_EQ(text.find("times in"), std::string::npos) << text;
            EXPECT_EQ(text.find("lost:"), std::string::npos) << text;
            EXPECT_EQ(text.find("Outbox"), std::string::npos) << text;
            ++unnoticed;
            std::printf("unnoticed: %s: %s\n", what.c_str(), text.substr(0, 200).c_str());
        }
        if (HasFailure())
            return;
    }
    countFaults("flips and truncations", damaged);
    countFaults("of these inside the text of a row, which no check can see", unnoticed);
}

TEST_F(Flips, DamageToWhatCannotComeBackIsSaidAndKept)
{
    std::mt19937 random = faultRandom("durable");
    const int steps = isLongFaultRun() ? 200 : 8;
    int refused = 0;
    for (int step = 0; step < steps; ++step) {
        world.reset();
        const std::filesystem::path file = world.profile() / (step % 4 == 3 ? "durable.db-wal" : "durable.db");
        const std::string what = file.filename().string() + " " + damage(file, random);
        SCOPED_TRACE(what);
        const auto size = std::filesystem::file_size(file);
        const std::string failure = world.inChild({"open"});
        EXPECT_EQ(failure.find("died"), std::string::npos) << failure;
        if (failure.empty())
            continue; // what was hit is not in use, or only a letter of a text
        ++refused;
        EXPECT_NE(failure.find("storage_damaged"), std::string::npos) << failure;
        EXPECT_NE(failure.find("durable.db"), std::string::npos) << failure;
        EXPECT_EQ(std::filesystem::file_size(file), size) << "whatever was left of it is still there, as it was";
        if (HasFailure())
            return;
    }
    countFaults("flips in what cannot come back", steps);
    countFaults("of these refused with the file named and kept", refused);
}

} // namespace
} // namespace tern::test
