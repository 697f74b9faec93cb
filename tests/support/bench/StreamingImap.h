// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <sys/types.h>

namespace tern::bench {

/// An IMAP server in a process of its own that makes messages up as they are asked for: a mailbox of any size, at the speed of writing text.
/// Any user, any password; one mailbox under any name; the UIDs are the sequence numbers. Make it before there are threads.
class StreamingImap final {
public:
    explicit StreamingImap(std::uint32_t messages);
    ~StreamingImap();
    StreamingImap(const StreamingImap &) = delete;
    StreamingImap &operator=(const StreamingImap &) = delete;

    [[nodiscard]] std::uint16_t port() const { return m_port; }

private:
    std::uint16_t m_port = 0;
    pid_t m_process = -1;
};

} // namespace tern::bench
