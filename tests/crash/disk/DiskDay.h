// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/engine/EngineDriver.h"
#include "tests/support/faults/Zygote.h"

#include <filesystem>
#include <string>

namespace tern::test {

/// A day's work on a profile in a folder of the test's, which notes beside the profile what it was promised.
class DiskDay final {
public:
    static constexpr int kDrafts = 3;

    explicit DiskDay(std::filesystem::path folder) : m_folder(std::move(folder)) {}

    /// The day's work; errors are counted and do not end it. Throws only when the engine does not open.
    /// \param failed  calls that failed before it closed: what fails while closing is only put off
    void work(int &errors, int &failed) const;
    /// Asks again for what did not come about and brings everything up to date. Throws what keeps it from that.
    void settle() const;
    [[nodiscard]] bool isPromised(const std::string &what) const;

    [[nodiscard]] std::filesystem::path path(const char *name) const { return m_folder / name; }
    [[nodiscard]] std::filesystem::path profile() const { return path("profile"); }

private:
    void promise(const std::string &what) const;
    static void ask(EngineDriver &driver, int &errors);
    void write(EngineDriver &driver, int &errors) const;
    static void readAll(EngineDriver &driver);

    std::filesystem::path m_folder;
};

/// Makes processes that each have a part in such a day. Their words: the folder, and "account" with the port of IMAP; "day" with a fault (the number of the call, its
/// errno, "lasts" or nothing); "day without end"; "settle"; or "open".
[[nodiscard]] Zygote &diskZygote();

} // namespace tern::test
