// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/DeflateStream.h"

#include <algorithm>
#include <cstring>
#include <new>

#include <zlib.h>

namespace tern {
namespace {

constexpr std::size_t kInSize = 32 * 1024;
constexpr std::size_t kPlainSize = 64 * 1024;
constexpr std::size_t kMostAtOnce = 64 * 1024;     // taken by one write()
constexpr int kRawWindow = -15;                    // no zlib header: RFC 4978 wants bare DEFLATE

// zlib's interface is of unsigned bytes, and not const where it only reads.
Bytef *bytes(char *data)
{
    return reinterpret_cast<Bytef *>(data);
}

Bytef *bytes(const char *data)
{
    return reinterpret_cast<Bytef *>(const_cast<char *>(data));
}

} // namespace

DeflateStream::DeflateStream(std::unique_ptr<ByteStream> below, std::string_view early)
    : m_below(std::move(below)),
      m_inflate(std::make_unique<z_stream>()),
      m_deflate(std::make_unique<z_stream>()),
      m_in(std::max(kInSize, early.size())),
      m_plain(kPlainSize)
{
    if (inflateInit2(m_inflate.get(), kRawWindow) != Z_OK || deflateInit2(m_deflate.get(), Z_DEFAULT_COMPRESSION, Z_DEFLATED, kRawWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::bad_alloc();
    std::copy(early.begin(), early.end(), m_in.begin());
    m_inEnd = m_wireRead = early.size();
    m_state = decode();
}

DeflateStream::~DeflateStream()
{
    inflateEnd(m_inflate.get());
    deflateEnd(m_deflate.get());
}

// Fills m_plain, which is empty, as far as the input goes.
DeflateStream::Decoded DeflateStream::decode()
{
    m_inflate->next_in = bytes(m_in.data() + m_inAt);
    m_inflate->avail_in = static_cast<uInt>(m_inEnd - m_inAt);
    m_inflate->next_out = bytes(m_plain.data());
    m_inflate->avail_out = static_cast<uInt>(m_plain.size());
    const int code = inflate(m_inflate.get(), Z_SYNC_FLUSH);
    m_inAt = m_inEnd - m_inflate->avail_in;
    m_plainAt = 0;
    m_plainEnd = m_plain.size() - m_inflate->avail_out;
    if (m_plainEnd > 0 && (code == Z_OK || code == Z_BUF_ERROR || code == Z_STREAM_END))
        return Decoded::Some;
    if (code == Z_STREAM_END)
        return Decoded::Ended;
    return code == Z_OK || code == Z_BUF_ERROR ? Decoded::NeedsInput : Decoded::Broken;
}

StreamStep DeflateStream::read(std::span<char> into)
{
    while (m_plainAt == m_plainEnd) {
        if (m_state == Decoded::Ended)
            return {StreamState::Closed, 0, {}};
        if (m_state == Decoded::Broken)
            return {StreamState::Failed, 0, makeError(ErrorKind::ProtocolError, "net.inflate", "what the server sends is no DEFLATE")};
        const StreamStep step = m_below->read(m_in);
        if (step.state != StreamState::Done)
            return step;
        m_wireRead += step.bytes;
        m_inAt = 0;
        m_inEnd = step.bytes;
        m_state = decode();
    }
    const std::size_t count = std::min(into.size(), m_plainEnd - m_plainAt);
    std::memcpy(into.data(), m_plain.data() + m_plainAt, count);
    m_plainAt += count;
    // Decoded at once, so that hasPending() speaks of bytes that can be read and not of input that may come to nothing.
    if (m_plainAt == m_plainEnd)
        m_state = decode();
    return {StreamState::Done, count, {}};
}

void DeflateStream::encode(std::string_view text)
{
    m_out.resize(deflateBound(m_deflate.get(), static_cast<uLong>(text.size())) + 16);
    m_deflate->next_in = bytes(text.data());
    m_deflate->avail_in = static_cast<uInt>(text.size());
    std::size_t made = 0;
    for (;;) {
        m_deflate->next_out = bytes(m_out.data() + made);
        m_deflate->avail_out = static_cast<uInt>(m_out.size() - made);
        deflate(m_deflate.get(), Z_SYNC_FLUSH);
        made = m_out.size() - m_deflate->avail_out;
        if (m_deflate->avail_out > 0)
            break;
        m_out.resize(m_out.size() * 2);
    }
    m_out.resize(made);
    m_outAt = 0;
    m_taken = text.size();
}

StreamStep DeflateStream::write(std::string_view text)
{
    if (m_taken == 0)
        encode(text.substr(0, kMostAtOnce));
    while (m_outAt < m_out.size()) {
        const StreamStep step = m_below->write(std::string_view(m_out.data() + m_outAt, m_out.size() - m_outAt));
        if (step.state != StreamState::Done)
            return step;
        m_outAt += step.bytes;
        m_wireWritten += step.bytes;
    }
    return {StreamState::Done, std::exchange(m_taken, 0), {}};
}

} // namespace tern
