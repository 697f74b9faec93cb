// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/base/UniqueFd.h"

#include <QString>

#include <memory>
#include <string>
#include <string_view>

namespace tern::mime {

/// A message being written: buffered, 0600, gone again unless finish() succeeded.
/// Thread: one at a time.
class MessageFile final {
public:
    /// Errors: Io (exists already), ReadOnly, DiskFull, NotFound (no such folder).
    [[nodiscard]] static Result<std::unique_ptr<MessageFile>> create(const QString &path);
    ~MessageFile();
    MessageFile(const MessageFile &) = delete;
    MessageFile &operator=(const MessageFile &) = delete;

    /// Keeps the first error for finish().
    void write(std::string_view bytes);
    /// On disk (fsync) and kept. \return its size in bytes.
    [[nodiscard]] Result<std::int64_t> finish();
    void discard();

private:
    MessageFile(UniqueFd fd, std::string path) : m_fd(std::move(fd)), m_path(std::move(path)) {}
    void flush();

    UniqueFd m_fd;
    std::string m_path;
    std::string m_buffer;
    std::int64_t m_size = 0;
    int m_errno = 0;
    bool m_kept = false;
};

} // namespace tern::mime
