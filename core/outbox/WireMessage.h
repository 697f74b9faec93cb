// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/base/UniqueFd.h"
#include "core/net/ByteSource.h"

#include <memory>
#include <string>

namespace tern::outbox {

/// A message file read in pieces, so that its size doesn't matter to memory. Without its Bcc fields when it goes to a mail server
/// [RFC 5322 §3.6.3]; the copy in Sent keeps them.
class WireMessage final : public ByteSource {
public:
    enum class Bcc { Keep, Drop };
    /// \param dated  replaces the Date field; 0: it stays.
    /// Errors: NotFound, Io, ProtocolError (a header over 8 MB).
    [[nodiscard]] static Result<std::unique_ptr<WireMessage>> open(const std::string &file, Bcc bcc, UnixMillis dated = 0);

    /// Exact number of bytes that read() will give.
    [[nodiscard]] std::uint64_t size() const { return m_size; }
    /// Whether any byte of it is above 127. Reads the file once.
    [[nodiscard]] bool hasEightBit() const;
    [[nodiscard]] Result<std::size_t> read(std::span<char> into) override;

private:
    WireMessage() = default;
    Result<void> readHeader(Bcc bcc, UnixMillis dated);

    UniqueFd m_file;
    std::string m_header;           ///< what is sent of the header, and what was read behind it
    std::size_t m_headerRead = 0;
    std::uint64_t m_size = 0;
    std::uint64_t m_given = 0;
};

/// The header without its Bcc and Resent-Bcc fields, folded lines included. `header` ends before the empty line, or with it.
[[nodiscard]] std::string withoutBcc(std::string_view header);

/// The header with another time in its Date field, in the zone of here.
[[nodiscard]] std::string withDate(std::string_view header, UnixMillis dated);

} // namespace tern::outbox
