// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/LineSocket.h"

#include "core/crypto/ClientIdentity.h"
#include "core/crypto/TrustStore.h"
#include "core/net/ByteStream.h"
#include "core/net/DeflateStream.h"
#include "core/net/NetWait.h"
#include "core/net/PublicAddress.h"
#include "core/net/TcpConnect.h"
#include "core/net/WebAnswer.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <mutex>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>

namespace tern {
namespace {

using SteadyClock = std::chrono::steady_clock;
constexpr std::size_t kReadSize = 64 * 1024;
constexpr std::size_t kKeptBuffer = 4 * 1024 * 1024;

// OpenSSL writes with write(2); a peer that closed must be an error, not a signal.
void ignoreBrokenPipes()
{
    static std::once_flag once;
    std::call_once(once, [] { std::signal(SIGPIPE, SIG_IGN); });
}

/// The first record header that the peer sent, whatever it is: OpenSSL's own error doesn't tell.
void noteFirstHeader(int isWriting, int, int contentType, const void *bytes, std::size_t size, SSL *, void *heard)
{
    auto &header = *static_cast<std::string *>(heard);
    if (isWriting == 0 && contentType == SSL3_RT_HEADER && header.empty())
        header.assign(static_cast<const char *>(bytes), size);
}

/// What came in place of a TLS record. A web page there tells of a network that answers for everyone.
std::optional<Error> clearText(std::string_view header)
{
    if (isWebAnswer(header))
        return makeError(ErrorKind::CaptivePortal, "tls.handshake", "a web server answered in the clear");
    if (header.starts_with("* ") || header.starts_with("220") || header.starts_with("+OK"))
        return makeError(ErrorKind::TlsFailed, "tls.handshake", "the server speaks without TLS on this port; it may want STARTTLS");
    return std::nullopt;
}

} // namespace

LineSocket::LineSocket(Endpoint endpoint, WireProtocol protocol, const NetContext &context)
    : m_endpoint(std::move(endpoint)),
      m_stop(context.stop),
      m_network(context.network),
      m_trust(context.trust),
      m_identity(context.identity),
      m_connectTimeout(context.connectTimeout),
      m_replyTimeout(context.replyTimeout),
      m_doubtfulTimeout(context.doubtfulTimeout),
      m_trace(context.trace, protocol, context.account, m_endpoint.toString())
{
}

LineSocket::~LineSocket()
{
    close();
}

Result<std::unique_ptr<LineSocket>> LineSocket::connect(const Endpoint &endpoint, WireProtocol protocol, const NetContext &context)
{
    ignoreBrokenPipes();
    std::unique_ptr<LineSocket> socket(new LineSocket(endpoint, protocol, context));
    if (auto opened = socket->open(context); !opened)
        return socket->fail(opened.error());
    return socket;
}

std::unique_ptr<LineSocket> LineSocket::adopt(UniqueFd fd, WireProtocol protocol, const NetContext &context)
{
    ignoreBrokenPipes();
    std::unique_ptr<LineSocket> socket(new LineSocket({"adopted", 0, Security::Plain}, protocol, context));
    socket->m_fd = std::move(fd);
    socket->m_stream = std::make_unique<PlainStream>(socket->m_fd.get());
    return socket;
}

Result<void> LineSocket::open(const NetContext &context)
{
    m_trace.note("connecting to " + m_endpoint.toString() + " (" + securityName(m_endpoint.security) + ")");
    const NetWait wait{m_stop, SteadyClock::now() + m_connectTimeout, &m_network};
    Resolver ownResolver;
    const bool throughProxy = context.proxy && context.proxy->appliesTo(m_endpoint.host);
    m_publicOnly = context.publicOnly;
    auto reached = reach(context.resolver ? *context.resolver : ownResolver, throughProxy ? context.proxy : std::nullopt, wait);
    if (!reached)
        return reached.error();
    m_fd = std::move(*reached);
    m_stream = std::make_unique<PlainStream>(m_fd.get());
    if (m_endpoint.security == Security::Tls)
        return handshake(wait.deadline);
    return {};
}

Result<UniqueFd> LineSocket::reach(Resolver &resolver, const std::optional<ProxySettings> &proxy, const NetWait &wait)
{
    const auto notPublic = [this] { return makeError(ErrorKind::HostNotFound, "net.public", m_endpoint.host + " is no public address"); };
    if (m_publicOnly && proxy && !isPublicName(m_endpoint.host))
        return notPublic();
    const std::string &host = proxy ? proxy->host : m_endpoint.host;
    auto addresses = resolver.resolve(host, proxy ? proxy->port : m_endpoint.port, wait);
    if (m_publicOnly && !proxy && addresses && std::erase_if(*addresses, [](const SocketAddress &address) { return !isPublicAddress(address); }) > 0 && addresses->empty())
        return notPublic();
    auto connection = addresses ? connectToAny(*addresses, wait) : Result<TcpConnection>(addresses.error());
    if (!connection) {
        const Error &error = connection.error();
        const bool isOurs = !proxy || error.kind == ErrorKind::Cancelled || error.kind == ErrorKind::Offline || error.kind == ErrorKind::ConnectionLost;
        return isOurs ? error : makeError(ErrorKind::ProxyFailed, "net.proxy", proxy->toString() + ": " + error.toString());
    }
    if (!proxy) {
        m_peerAddress = connection->address;
        m_trace.note("connected to " + m_peerAddress);
        return std::move(connection->fd);
    }
    if (auto opened = openTunnel(connection->fd.get(), *proxy, m_endpoint.host, m_endpoint.port, wait); !opened)
        return opened.error();
    m_peerAddress = m_endpoint.host;
    m_trace.note("connected through " + proxy->toString());
    return std::move(connection->fd);
}

Result<void> LineSocket::startTls()
{
    if (m_encrypted)
        return fail(makeError(ErrorKind::Internal, "tls.start", "already encrypted"));
    char next = 0;
    const auto waiting = ::recv(m_fd.get(), &next, 1, MSG_PEEK | MSG_DONTWAIT);
    if (m_begin == m_end && (waiting == 0 || (waiting < 0 && errno == ECONNRESET)))
        return fail(makeError(ErrorKind::ConnectionLost, "tls.handshake", "the server closed the connection before the TLS handshake"));
    if (m_begin != m_end || waiting > 0)
        return fail(makeError(ErrorKind::TlsFailed, "tls.start", "the server sent data before the TLS handshake (an attack, or a broken server)"));
    return handshake(SteadyClock::now() + m_connectTimeout);
}

Result<void> LineSocket::handshake(SteadyClock::time_point deadline)
{
    if (!m_trust)
        return fail(makeError(ErrorKind::Internal, "tls.handshake", "no trust store"));
    SSL *ssl = SSL_new(m_trust->context());
    if (!ssl)
        return fail(makeError(ErrorKind::Internal, "tls.handshake", "SSL_new"));
    auto stream = std::make_unique<TlsStream>(ssl);
    if (auto prepared = m_trust->prepare(ssl, m_endpoint.host, m_endpoint.port, m_identity.get()); !prepared)
        return fail(prepared.error());
    SSL_set_fd(ssl, m_fd.get());
    std::string heard;
    SSL_set_msg_callback(ssl, noteFirstHeader);
    SSL_set_msg_callback_arg(ssl, &heard);
    for (bool done = false; !done;) {
        const StreamStep step = stream->handshake();
        Result<void> waited;
        switch (step.state) {
        case StreamState::Done: done = true; break;
        case StreamState::WantRead: waited = waitFor(POLLIN, deadline); break;
        case StreamState::WantWrite: waited = waitFor(POLLOUT, deadline); break;
        case StreamState::Closed: return fail(makeError(ErrorKind::ConnectionLost, "tls.handshake", "the server closed the connection during the TLS handshake"));
        case StreamState::Failed: return fail(clearText(heard).value_or(step.error));
        }
        if (!waited)
            return waited;
    }
    SSL_set_msg_callback(ssl, nullptr);
    crypto::CertificateReport report = m_trust->check(ssl, m_endpoint.host, m_endpoint.port);
    if (!report.isAccepted()) {
        m_trace.note("certificate refused: " + report.toString());
        const bool isPin = report.has(crypto::CertificateProblem::PinChanged);
        return fail(makeError(ErrorKind::CertificateInvalid, isPin ? crypto::kPinChanged : "tls.certificate", report.toString()));
    }
    m_tlsDescription = stream->description();
    m_trace.note(m_tlsDescription + (SSL_session_reused(ssl) == 1 ? ", session resumed" : "")
                 + (report.pinned ? ", certificate trusted by you for " : ", certificate valid for ") + m_endpoint.host);
    m_report = std::move(report);
    m_stream = std::move(stream);
    m_encrypted = true;
    return {};
}

void LineSocket::startCompression()
{
    m_readBefore = m_bytesRead - (m_end - m_begin);
    m_writtenBefore = m_bytesWritten;
    m_bytesRead = m_readBefore;
    auto stream = std::make_unique<DeflateStream>(std::move(m_stream), buffered());
    m_deflate = stream.get();
    m_stream = std::move(stream);
    m_begin = m_end = 0;
    m_trace.note("compressed from here on");
}

std::uint64_t LineSocket::wireBytesRead() const
{
    if (m_wireAtClose)
        return m_wireAtClose->first;
    return m_deflate ? m_readBefore + m_deflate->wireRead() : m_bytesRead;
}

std::uint64_t LineSocket::wireBytesWritten() const
{
    if (m_wireAtClose)
        return m_wireAtClose->second;
    return m_deflate ? m_writtenBefore + m_deflate->wireWritten() : m_bytesWritten;
}

Result<std::string_view> LineSocket::readLine(std::size_t cap)
{
    std::size_t searched = 0;
    for (;;) {
        const std::string_view data = buffered();
        const auto end = data.find('\n', searched);
        if (end == std::string_view::npos && data.size() <= cap) {
            searched = data.size();
            if (auto more = fillMore(cap + kReadSize); !more)
                return more.error();
            continue;
        }
        if (end == std::string_view::npos || end > cap)
            return fail(makeError(ErrorKind::ProtocolError, "net.line", "a line is longer than " + std::to_string(cap) + " bytes"));
        std::string_view line = data.substr(0, end);
        consume(end + 1);
        if (!line.empty() && line.back() == '\r')
            line.remove_suffix(1);
        return line;
    }
}

Result<std::string> LineSocket::readLineUnbuffered(std::size_t cap)
{
    std::string line;
    for (;;) {
        char byte = 0;
        auto got = readRaw(std::span(&byte, 1));
        if (!got)
            return got.error();
        if (byte == '\n')
            break;
        line += byte;
        if (line.size() > cap)
            return fail(makeError(ErrorKind::ProtocolError, "net.line", "a line is longer than " + std::to_string(cap) + " bytes"));
    }
    if (!line.empty() && line.back() == '\r')
        line.pop_back();
    return line;
}

Result<void> LineSocket::readExact(std::span<char> into)
{
    while (!into.empty()) {
        const std::string_view data = buffered().substr(0, into.size());
        if (!data.empty()) {
            std::memcpy(into.data(), data.data(), data.size());
            consume(data.size());
            into = into.subspan(data.size());
            continue;
        }
        auto got = readRaw(into);
        if (!got)
            return got.error();
        into = into.subspan(*got);
    }
    return {};
}

Result<std::string_view> LineSocket::readSome()
{
    if (m_begin == m_end) {
        if (auto more = fillMore(kReadSize); !more)
            return more.error();
    }
    return buffered();
}

Result<void> LineSocket::fillMore(std::size_t cap)
{
    const std::size_t held = m_end - m_begin;
    if (held >= cap)
        return fail(makeError(ErrorKind::ProtocolError, "net.buffer", "a response is longer than " + std::to_string(cap) + " bytes"));
    if (held == 0) {
        m_begin = m_end = 0;
        // What one huge response needed isn't kept for the rest of the connection.
        if (m_buffer.size() > kKeptBuffer) {
            m_buffer.resize(kReadSize);
            m_buffer.shrink_to_fit();
        }
    } else if (m_begin > 0 && m_buffer.size() - m_end < kReadSize / 4) {
        std::memmove(m_buffer.data(), m_buffer.data() + m_begin, held);
        m_begin = 0;
        m_end = held;
    }
    if (m_buffer.size() - m_end < kReadSize / 4)
        m_buffer.resize(std::max(kReadSize, m_buffer.size() * 2));
    auto got = readRaw(std::span(m_buffer.data() + m_end, m_buffer.size() - m_end));
    if (!got)
        return got.error();
    m_end += *got;
    return {};
}

bool LineSocket::hasArrived()
{
    return isOpen() && (m_begin != m_end || readWithoutWaiting());
}

Result<std::size_t> LineSocket::readRaw(std::span<char> into)
{
    if (!isOpen())
        return makeError(ErrorKind::ConnectionLost, "net.read", "the connection is closed");
    if (m_stop.stopRequested())
        return fail(makeError(ErrorKind::Cancelled, "net.read"));
    const auto deadline = replyDeadline();
    for (;;) {
        const StreamStep step = m_stream->read(into);
        Result<void> waited;
        switch (step.state) {
        case StreamState::Done:
            m_bytesRead += step.bytes;
            m_isDoubtful = false;
            return step.bytes;
        case StreamState::WantRead: waited = waitFor(POLLIN, deadline); break;
        case StreamState::WantWrite: waited = waitFor(POLLOUT, deadline); break;
        case StreamState::Closed: return fail(makeError(ErrorKind::ConnectionLost, "net.read", "the server closed the connection"));
        case StreamState::Failed: return fail(step.error);
        }
        if (!waited)
            return waited.error();
    }
}

Result<void> LineSocket::writeAll(std::string_view bytes)
{
    m_trace.client(bytes);
    return writeRaw(bytes);
}

Result<void> LineSocket::writeData(std::string_view bytes)
{
    m_trace.clientData(bytes.size());
    return writeRaw(bytes);
}

Result<void> LineSocket::writeRaw(std::string_view bytes)
{
    if (!isOpen())
        return makeError(ErrorKind::ConnectionLost, "net.write", "the connection is closed");
    if (m_stop.stopRequested())
        return fail(makeError(ErrorKind::Cancelled, "net.write"));
    auto deadline = replyDeadline();
    while (!bytes.empty()) {
        const StreamStep step = m_stream->write(bytes);
        Result<void> waited;
        switch (step.state) {
        case StreamState::Done:
            m_bytesWritten += step.bytes;
            bytes.remove_prefix(step.bytes);
            deadline = replyDeadline();
            break;
        case StreamState::WantRead: waited = waitFor(POLLIN, deadline); break;
        case StreamState::WantWrite: waited = waitFor(POLLOUT, deadline); break;
        case StreamState::Closed: return fail(makeError(ErrorKind::ConnectionLost, "net.write", "the server closed the connection"));
        case StreamState::Failed: return fail(step.error);
        }
        if (!waited)
            return waited;
    }
    return {};
}

SteadyClock::time_point LineSocket::replyDeadline() const
{
    return SteadyClock::now() + (m_isDoubtful ? std::min(m_doubtfulTimeout, m_replyTimeout) : m_replyTimeout);
}

void LineSocket::noticeNetwork(SteadyClock::time_point &deadline)
{
    if (m_network.fd() < 0 || !m_network.take())
        return;
    m_isDoubtful = true;
    deadline = std::min(deadline, replyDeadline());
}

Result<void> LineSocket::waitFor(short events, SteadyClock::time_point deadline)
{
    for (;;) {
        if (m_stop.stopRequested())
            return fail(makeError(ErrorKind::Cancelled, "net.wait"));
        noticeNetwork(deadline);
        if (m_acknowledgesAtOnce && events == POLLIN) {
            const int on = 1;
            ::setsockopt(m_fd.get(), IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);     // the kernel takes it back by itself
        }
        pollfd fds[3] = {{m_fd.get(), events, 0}, {m_stop.fd(), POLLIN, 0}, {m_network.fd(), POLLIN, 0}};
        const int ready = ::poll(fds, 3, millisUntil(deadline));
        if (ready > 0 && fds[0].revents != 0 && fds[1].revents == 0)
            return {};
        if (ready == 0)
            return fail(makeError(ErrorKind::Timeout, "net.wait", "no answer from " + m_endpoint.toString()));
        if (ready < 0 && errno != EINTR)
            return fail(errorFromErrno(errno, "net.wait"));
    }
}

Result<LineSocket::Wait> LineSocket::wait(SteadyClock::time_point deadline, const WakeFd *wake)
{
    for (;;) {
        if (!isOpen())
            return makeError(ErrorKind::ConnectionLost, "net.wait", "the connection is closed");
        if (m_stop.stopRequested())
            return fail(makeError(ErrorKind::Cancelled, "net.wait"));
        const bool buffered = m_begin != m_end || (m_stream->hasPending() && readWithoutWaiting());
        pollfd fds[4] = {{m_fd.get(), POLLIN, 0}, {m_stop.fd(), POLLIN, 0}, {wake ? wake->fd() : -1, POLLIN, 0}, {m_network.fd(), POLLIN, 0}};
        const int ready = ::poll(fds, 4, buffered ? 0 : millisUntil(deadline));
        if (ready == 0)
            return buffered ? Wait::Readable : Wait::TimedOut;
        if (ready < 0) {
            if (errno == EINTR)
                continue;
            return fail(errorFromErrno(errno, "net.wait"));
        }
        if (fds[1].revents != 0)
            continue;
        // A peer that never stops talking must not hide the wake.
        if (fds[2].revents != 0)
            return Wait::Woken;
        if (fds[3].revents != 0 && m_network.take())
            m_isDoubtful = true;    // silence is what it waits for; whoever waits may now ask the peer for a word
        if (buffered || (fds[0].revents != 0 && readWithoutWaiting()))
            return Wait::Readable;
    }
}

// Bytes on the socket may be nothing for us yet: a TLS ticket, half a record, the end of a compressed block. Who believed in them would wait where
// nothing wakes it. \return true when there is something to read, or the read after this one says what is wrong.
bool LineSocket::readWithoutWaiting()
{
    if (m_buffer.size() < kReadSize)
        m_buffer.resize(kReadSize);
    m_begin = m_end = 0;
    const StreamStep step = m_stream->read(m_buffer);
    if (step.state == StreamState::Done) {
        m_bytesRead += step.bytes;
        m_isDoubtful = false;
        m_end = step.bytes;
    }
    return step.state != StreamState::WantRead;
}

void LineSocket::close()
{
    if (!m_fd.isOpen())
        return;
    if (m_stream && !m_failed)
        m_stream->close();
    std::string sums = "closed, " + std::to_string(m_bytesRead) + " bytes read, " + std::to_string(m_bytesWritten) + " written";
    if (m_deflate)
        sums += ", compressed to " + std::to_string(wireBytesRead()) + " and " + std::to_string(wireBytesWritten());
    m_trace.note(sums);
    m_wireAtClose = {wireBytesRead(), wireBytesWritten()};
    m_deflate = nullptr;
    m_stream.reset();
    m_fd.reset();
}

bool LineSocket::isPeerNear() const
{
    return isNearAddress(m_peerAddress);
}

std::string LineSocket::localAddress() const
{
    SocketAddress address;
    address.length = sizeof address.storage;
    auto *raw = static_cast<sockaddr *>(static_cast<void *>(&address.storage));
    return ::getsockname(m_fd.get(), raw, &address.length) == 0 ? address.toString() : std::string();
}

Error LineSocket::fail(Error error)
{
    if (!m_failed)
        m_trace.note(error.toString());
    m_failed = true;
    return error;
}

} // namespace tern
