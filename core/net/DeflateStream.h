// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/ByteStream.h"

#include <cstdint>
#include <memory>
#include <vector>

struct z_stream_s;

namespace tern {

/// Raw DEFLATE in both directions over another stream [RFC 4978]. Memory is bounded whatever the peer sends: 64 KB decoded, 32 KB as they came, and
/// what zlib keeps for its windows (300 KB). How much a line or literal may grow to is the reader's concern.
/// Thread: the connection's.
class DeflateStream final : public ByteStream {
public:
    /// \param early  bytes of the peer that were read already and are compressed.
    DeflateStream(std::unique_ptr<ByteStream> below, std::string_view early);
    ~DeflateStream() override;
    DeflateStream(const DeflateStream &) = delete;
    DeflateStream &operator=(const DeflateStream &) = delete;

    /// Failed with a ProtocolError when what came is no DEFLATE.
    [[nodiscard]] StreamStep read(std::span<char> into) override;
    /// Sends at once what it takes (a sync flush). After WantWrite or WantRead the same bytes must be given again.
    [[nodiscard]] StreamStep write(std::string_view bytes) override;
    [[nodiscard]] bool hasPending() const override { return m_plainAt < m_plainEnd || m_below->hasPending(); }
    void close() override { m_below->close(); }

    /// Bytes below this layer.
    [[nodiscard]] std::uint64_t wireRead() const { return m_wireRead; }
    [[nodiscard]] std::uint64_t wireWritten() const { return m_wireWritten; }

private:
    enum class Decoded { Some, NeedsInput, Ended, Broken };
    [[nodiscard]] Decoded decode();
    void encode(std::string_view bytes);

    std::unique_ptr<ByteStream> m_below;
    std::unique_ptr<z_stream_s> m_inflate;
    std::unique_ptr<z_stream_s> m_deflate;
    std::vector<char> m_in;             // as it came; [m_inAt, m_inEnd) is undecoded
    std::size_t m_inAt = 0;
    std::size_t m_inEnd = 0;
    std::vector<char> m_plain;          // [m_plainAt, m_plainEnd) is decoded and unread
    std::size_t m_plainAt = 0;
    std::size_t m_plainEnd = 0;
    Decoded m_state = Decoded::NeedsInput;
    std::vector<char> m_out;            // [m_outAt, end) is encoded and unsent
    std::size_t m_outAt = 0;
    std::size_t m_taken = 0;            // bytes of the caller that m_out stands for
    std::uint64_t m_wireRead = 0;
    std::uint64_t m_wireWritten = 0;
};

} // namespace tern
