// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <stdexcept>
#include <string>

namespace tern::test {

/// A folder that goes when the test ends. In memory where that can be had: for tests that sync often, and that don't test the disk.
class TemporaryFolder final {
public:
    TemporaryFolder()
    {
        const std::filesystem::path shared = "/dev/shm";
        std::error_code code;
        const bool memory = ::access(shared.c_str(), W_OK) == 0 && std::filesystem::space(shared, code).available > (64u << 20);
        std::string pattern = ((memory ? shared : std::filesystem::temp_directory_path()) / "tern-test-XXXXXX").string();
        if (!::mkdtemp(pattern.data()))
            throw std::runtime_error("no temporary folder");
        m_path = pattern;
    }
    ~TemporaryFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    TemporaryFolder(const TemporaryFolder &) = delete;
    TemporaryFolder &operator=(const TemporaryFolder &) = delete;
    [[nodiscard]] const std::filesystem::path &path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

} // namespace tern::test
