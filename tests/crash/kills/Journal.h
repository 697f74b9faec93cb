// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/UniqueFd.h"

#include <filesystem>
#include <map>
#include <set>
#include <string>

namespace tern::test {

/// What was asked and what was promised, on a file that outlives the process that writes it: each entry is one write().
class Journal final {
public:
    explicit Journal(const std::filesystem::path &file);
    /// About to be asked: `value` for `thing` ("place of k7", "Archive").
    void asked(const std::string &thing, const std::string &value) { add('?', thing, value); }
    /// The engine said that it is durable.
    void promised(const std::string &thing, const std::string &value) { add('!', thing, value); }

    /// What each thing may be now: what was promised last, and what was asked since and perhaps came about.
    using Allowed = std::map<std::string, std::set<std::string>>;
    [[nodiscard]] static Allowed read(const std::filesystem::path &file);

private:
    void add(char kind, const std::string &thing, const std::string &value);
    UniqueFd m_fd;
};

} // namespace tern::test
