// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cancellation.h"
#include "core/base/Result.h"
#include "core/crypto/Certificate.h"
#include "core/net/ConnectionTrace.h"
#include "core/net/Endpoint.h"
#include "core/net/NetContext.h"
#include "core/net/NetworkSignal.h"
#include "core/net/Resolver.h"

#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace tern {

class ByteStream;
class DeflateStream;

/// A TCP connection, TLS by OpenSSL, buffered reading by line. Every wait is poll(socket, stop, wake) with a deadline, which is short once the
/// network has changed and the peer wasn't heard since. After any error the
/// connection is unusable and must be dropped. It knows nothing of vmime: `VmimeSocket` lends it to vmime for signing in.
/// Errors of all calls: Cancelled, ConnectionLost, Timeout, TlsFailed, ProtocolError (a cap).
/// Thread: one; blocks.
class LineSocket final {
public:
    enum class Wait { Readable, Woken, TimedOut };

    /// Resolves, connects (addresses in turn, 250 ms apart), or has a proxy do both, and with Security::Tls makes the handshake.
    /// Errors also: HostNotFound, Offline, ConnectionRefused, ProxyFailed, ProxySignInFailed, CaptivePortal, CertificateInvalid (the report is in the trust store's book; detail has its line).
    [[nodiscard]] static Result<std::unique_ptr<LineSocket>> connect(const Endpoint &endpoint, WireProtocol protocol, const NetContext &context);
    /// Takes a connected, non-blocking stream socket; plain. For fuzzing, and for tunnels.
    [[nodiscard]] static std::unique_ptr<LineSocket> adopt(UniqueFd fd, WireProtocol protocol, const NetContext &context);
    ~LineSocket();
    LineSocket(const LineSocket &) = delete;
    LineSocket &operator=(const LineSocket &) = delete;

    /// The TLS handshake on a connected socket, for STARTTLS, once the server's OK was read with readLineUnbuffered(). Refuses when anything
    /// is buffered or already waiting to be read (an injection).
    Result<void> startTls();
    [[nodiscard]] bool isEncrypted() const { return m_encrypted; }
    /// "TLSv1.3 TLS_AES_256_GCM_SHA384", empty when plain.
    [[nodiscard]] const std::string &tlsDescription() const { return m_tlsDescription; }

    /// From here on both sides compress [RFC 4978]: what is buffered but not consumed counts as compressed. Once.
    void startCompression();
    [[nodiscard]] bool isCompressed() const { return m_deflate != nullptr; }
    /// Whether the peer is this machine or on its own network (private, link-local), where bytes cost less than the time to squeeze them.
    [[nodiscard]] bool isPeerNear() const;

    /// One line without its CRLF (a bare LF ends it too); valid until the next read. Not traced: the protocol does that.
    /// \param cap  longest line accepted, in bytes; more is a ProtocolError.
    [[nodiscard]] Result<std::string_view> readLine(std::size_t cap);
    /// As readLine, but takes one byte at a time from the kernel, so that nothing behind the line is buffered. Before STARTTLS only.
    [[nodiscard]] Result<std::string> readLineUnbuffered(std::size_t cap);
    /// Exactly `into.size()` bytes.
    Result<void> readExact(std::span<char> into);
    /// What is buffered, or else one read of up to 64 KB; never empty. Valid until the next read; call consume().
    [[nodiscard]] Result<std::string_view> readSome();
    /// What is buffered now; may be empty.
    [[nodiscard]] std::string_view buffered() const { return std::string_view(m_buffer).substr(m_begin, m_end - m_begin); }
    /// Reads more behind what is buffered (keeps it; views move). Grows the buffer up to `cap` bytes, then ProtocolError.
    Result<void> fillMore(std::size_t cap);
    void consume(std::size_t bytes) { m_begin += bytes; }

    /// Takes what has arrived already, without waiting. \return whether there is something to read, if only what is wrong.
    [[nodiscard]] bool hasArrived();

    /// Sends everything and traces it as the client's. While the peer doesn't take it, waits up to the reply timeout.
    Result<void> writeAll(std::string_view bytes);
    /// As writeAll for message data: only counted by the trace.
    Result<void> writeData(std::string_view bytes);

    /// Waits for the peer, for `wake` (may be null; it counts first), or until `deadline`. For IDLE. Readable also when the peer closed.
    [[nodiscard]] Result<Wait> wait(std::chrono::steady_clock::time_point deadline, const WakeFd *wake);

    /// From here on what the peer said is acknowledged before waiting for more. A peer that answers pipelined commands in small segments keeps the next
    /// one back until then (Nagle's algorithm, RFC 1122 §4.2.3.4), which costs 40 ms each time.
    void acknowledgeAtOnce() { m_acknowledgesAtOnce = true; }

    /// Sends close_notify without waiting and closes. Idempotent.
    void close();
    [[nodiscard]] bool isOpen() const { return m_fd.isOpen() && !m_failed; }

    void setReplyTimeout(std::chrono::milliseconds timeout) { m_replyTimeout = timeout; }
    [[nodiscard]] std::uint64_t bytesRead() const { return m_bytesRead; }
    [[nodiscard]] std::uint64_t bytesWritten() const { return m_bytesWritten; }
    /// As they crossed the network, beneath compression (TLS not counted); without compression the same as above.
    [[nodiscard]] std::uint64_t wireBytesRead() const;
    [[nodiscard]] std::uint64_t wireBytesWritten() const;
    [[nodiscard]] const Endpoint &endpoint() const { return m_endpoint; }
    [[nodiscard]] const std::string &peerAddress() const { return m_peerAddress; }
    /// "127.0.0.1" or "::1"-like: our own end, as an EHLO literal needs it.
    [[nodiscard]] std::string localAddress() const;
    [[nodiscard]] ConnectionTrace &trace() { return m_trace; }
    /// What the peer showed, once it was accepted.
    [[nodiscard]] const std::optional<crypto::CertificateReport> &certificateReport() const { return m_report; }

private:
    LineSocket(Endpoint endpoint, WireProtocol protocol, const NetContext &context);
    Result<void> open(const NetContext &context);
    [[nodiscard]] Result<UniqueFd> reach(Resolver &resolver, const std::optional<ProxySettings> &proxy, const NetWait &wait);
    [[nodiscard]] std::chrono::steady_clock::time_point replyDeadline() const;
    void noticeNetwork(std::chrono::steady_clock::time_point &deadline);
    Result<void> handshake(std::chrono::steady_clock::time_point deadline);
    Result<std::size_t> readRaw(std::span<char> into);
    [[nodiscard]] bool readWithoutWaiting();
    Result<void> writeRaw(std::string_view bytes);
    Result<void> waitFor(short events, std::chrono::steady_clock::time_point deadline);
    Error fail(Error error);

    Endpoint m_endpoint;
    StopToken m_stop;
    NetworkSignal::Listener m_network;
    const crypto::TrustStore *m_trust;
    std::shared_ptr<const crypto::ClientIdentity> m_identity;
    std::chrono::milliseconds m_connectTimeout;
    std::chrono::milliseconds m_replyTimeout;
    std::chrono::milliseconds m_doubtfulTimeout;
    ConnectionTrace m_trace;
    UniqueFd m_fd;
    std::unique_ptr<ByteStream> m_stream;   // plain, or TLS; compression on top
    DeflateStream *m_deflate = nullptr;     // m_stream, once it is one
    std::uint64_t m_readBefore = 0;         // before compression began
    std::uint64_t m_writtenBefore = 0;
    std::optional<std::pair<std::uint64_t, std::uint64_t>> m_wireAtClose;
    bool m_publicOnly = false;
    bool m_encrypted = false;
    std::string m_tlsDescription;
    bool m_failed = false;
    bool m_acknowledgesAtOnce = false;
    bool m_isDoubtful = false;              // the network changed, and the peer wasn't heard since
    std::string m_peerAddress;
    std::optional<crypto::CertificateReport> m_report;
    std::string m_buffer;                   // [m_begin, m_end) is unread
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
    std::uint64_t m_bytesRead = 0;
    std::uint64_t m_bytesWritten = 0;
};

} // namespace tern
