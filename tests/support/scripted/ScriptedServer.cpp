// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scripted/ScriptedServer.h"

#include "tests/support/loopback/LoopbackListener.h"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <stdexcept>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace tern::test {
namespace {

std::string unescape(std::string_view text)
{
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            bytes += text[i];
            continue;
        }
        switch (text[++i]) {
        case 'r': bytes += '\r'; break;
        case 'n': bytes += '\n'; break;
        case 'x':
            bytes += static_cast<char>(std::strtol(std::string(text.substr(i + 1, 2)).c_str(), nullptr, 16));
            i += 2;
            break;
        default: bytes += text[i]; break;
        }
    }
    return bytes;
}

bool startsWith(std::string_view text, std::string_view prefix)
{
    return text.substr(0, prefix.size()) == prefix;
}

bool waitReadable(int fd, const StopToken &stop, std::chrono::milliseconds patience)
{
    pollfd fds[2] = {{fd, POLLIN, 0}, {stop.fd(), POLLIN, 0}};
    return ::poll(fds, 2, static_cast<int>(patience.count())) > 0 && fds[1].revents == 0;
}

} // namespace

/// One accepted client, plain or TLS.
class ScriptedServer::Connection {
public:
    /// \param clear  gets what is read without TLS
    Connection(UniqueFd fd, StopToken stop, std::chrono::milliseconds patience, std::string &clear)
        : m_fd(std::move(fd)), m_stop(std::move(stop)), m_patience(patience), m_clear(clear)
    {
    }
    ~Connection()
    {
        if (m_ssl)
            SSL_shutdown(m_ssl);
        SSL_free(m_ssl);
        SSL_CTX_free(m_context);
    }
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    enum class Read { Data, End, Silence };

    Read more()
    {
        if (!(m_ssl && SSL_has_pending(m_ssl) == 1) && !waitReadable(m_fd.get(), m_stop, m_patience))
            return Read::Silence;
        char piece[16384];
        const long got = m_ssl ? SSL_read(m_ssl, piece, sizeof piece) : ::recv(m_fd.get(), piece, sizeof piece, 0);
        if (got <= 0)
            return Read::End;
        m_buffer.append(piece, static_cast<std::size_t>(got));
        if (!m_ssl)
            m_clear.append(piece, static_cast<std::size_t>(got));
        return Read::Data;
    }

    void send(std::string_view bytes, std::size_t pieceSize)
    {
        while (!bytes.empty()) {
            const std::string_view piece = bytes.substr(0, pieceSize);
            const long sent = m_ssl ? SSL_write(m_ssl, piece.data(), static_cast<int>(piece.size()))
                                    : ::send(m_fd.get(), piece.data(), piece.size(), MSG_NOSIGNAL);
            if (sent <= 0)
                return;     // the client went; the next expectation says so
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
    }

    bool startTls(const TestIdentity &identity)
    {
        m_context = SSL_CTX_new(TLS_server_method());
        SSL_CTX_set_security_level(m_context, 0);   // bad certificates are what it is for
        if (identity.onlyTls12)
            SSL_CTX_set_max_proto_version(m_context, TLS1_2_VERSION);
        showIdentity(m_context, identity);
        SSL *ssl = SSL_new(m_context);
        SSL_set_fd(ssl, m_fd.get());
        if (SSL_accept(ssl) != 1) {
            SSL_free(ssl);
            return false;
        }
        m_ssl = ssl;
        return true;
    }

    /// Waits for something more without taking it from the socket.
    bool hasMore() { return waitReadable(m_fd.get(), m_stop, m_patience); }

    std::string &buffer() { return m_buffer; }

private:
    UniqueFd m_fd;
    StopToken m_stop;
    std::chrono::milliseconds m_patience;
    std::string &m_clear;
    SSL_CTX *m_context = nullptr;
    SSL *m_ssl = nullptr;
    std::string m_buffer;
};

ScriptedServer::ScriptedServer(Pieces pieces) : m_pieces(pieces)
{
    std::signal(SIGPIPE, SIG_IGN);
    auto listener = listenOnLoopback();
    m_listener = std::move(listener.fd);
    m_port = listener.port;
}

ScriptedServer::~ScriptedServer()
{
    m_stop.requestStop();
    m_gates.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

ScriptedServer &ScriptedServer::play(std::vector<std::string> steps)
{
    m_steps.insert(m_steps.end(), std::make_move_iterator(steps.begin()), std::make_move_iterator(steps.end()));
    return *this;
}

void ScriptedServer::start()
{
    m_thread = std::thread([this] { run(); });
}

void ScriptedServer::open(const std::string &gate)
{
    const std::lock_guard lock(m_mutex);
    m_openGates.insert(gate);
    m_gates.notify_all();
}

std::string ScriptedServer::finish()
{
    if (m_thread.joinable())
        m_thread.join();
    return m_failure;
}

void ScriptedServer::run()
{
    m_failure = runSteps();
    // Closing both makes a client that still waits fail at once instead of running into its time-out.
    m_connection.reset();
    m_listener.reset();
}

std::string ScriptedServer::runSteps()
{
    std::size_t number = 0;
    std::string failure = acceptOne();
    for (const std::string &step : m_steps) {
        if (!failure.empty())
            break;
        ++number;
        failure = runStep(step);
        if (!failure.empty())
            failure = "step " + std::to_string(number) + " (" + step + "): " + failure;
    }
    return failure.empty() ? drain() : failure;
}

std::string ScriptedServer::runStep(const std::string &step)
{
    if (step == "N") {
        m_connection.reset();
        return acceptOne();
    }
    if (startsWith(step, "G: "))
        return waitForGate(step.substr(3));
    if (!m_connection)
        return "no connection";
    if (step == "X") {
        m_connection.reset();
        return {};
    }
    if (step == "E") {
        const Connection::Read read = m_connection->buffer().empty() ? m_connection->more() : Connection::Read::Data;
        return read == Connection::Read::End ? "" : "the client did not close; it sent: " + m_connection->buffer();
    }
    if (step == "W")
        return m_connection->hasMore() ? "" : "the client said nothing";
    if (step == "L") {
        Connection::Read read = Connection::Read::Data;
        while (read == Connection::Read::Data)
            read = m_connection->more();
        m_connection->buffer().clear();
        return read == Connection::Read::End ? "" : "the client did not close";
    }
    if (step == "TLS")
        return m_identity && m_connection->startTls(*m_identity) ? "" : "TLS handshake failed";
    if (step == "TLS!")
        return m_identity && !m_connection->startTls(*m_identity) ? "" : "TLS handshake succeeded";
    if (startsWith(step, "C: ") || step == "C:")
        return expectLine(step.size() > 3 ? step.substr(3) : std::string());
    const auto pieceSize = static_cast<std::size_t>(m_pieces);
    if (startsWith(step, "S: ")) {
        m_connection->send(withTag(step.substr(3)) + "\r\n", pieceSize);
        return {};
    }
    if (startsWith(step, "R: ")) {
        m_connection->send(withTag(unescape(step.substr(3))), pieceSize);
        return {};
    }
    if (startsWith(step, "D: ")) {
        const std::string wanted = unescape(step.substr(3));
        while (m_connection->buffer().size() < wanted.size()) {
            if (m_connection->more() != Connection::Read::Data)
                return "only got: " + m_connection->buffer();
        }
        const std::string got = m_connection->buffer().substr(0, wanted.size());
        m_connection->buffer().erase(0, wanted.size());
        return got == wanted ? "" : "got: " + got;
    }
    return "no such step";
}

std::string ScriptedServer::acceptOne()
{
    if (!waitReadable(m_listener.get(), m_stop.token(), m_patience))
        return "nobody connected";
    UniqueFd fd(::accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
    const int on = 1;
    ::setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    m_connection = std::make_unique<Connection>(std::move(fd), m_stop.token(), m_patience, m_clear);
    return {};
}

std::string ScriptedServer::expectLine(const std::string &pattern)
{
    std::string &buffer = m_connection->buffer();
    std::size_t end = 0;
    while ((end = buffer.find('\n')) == std::string::npos) {
        const Connection::Read read = m_connection->more();
        if (read == Connection::Read::End)
            return "the client closed" + (buffer.empty() ? std::string() : " after: " + buffer);
        if (read == Connection::Read::Silence)
            return "the client said nothing";
    }
    std::string line = buffer.substr(0, end);
    buffer.erase(0, end + 1);
    if (line.empty() || line.back() != '\r')
        return "a line without CR: " + line;
    line.pop_back();
    std::string_view rest = line;
    std::string_view wanted = pattern;
    if (startsWith(wanted, "$T")) {
        m_tag = std::string(rest.substr(0, rest.find(' ')));
        rest.remove_prefix(m_tag.size());
        wanted.remove_prefix(2);
    }
    const bool open = wanted.size() >= 3 && wanted.substr(wanted.size() - 3) == "...";
    if (open)
        wanted.remove_suffix(3);
    const bool matches = open ? startsWith(rest, wanted) : rest == wanted;
    return matches ? "" : "got: " + line;
}

std::string ScriptedServer::waitForGate(const std::string &gate)
{
    std::unique_lock lock(m_mutex);
    const bool opened = m_gates.wait_for(lock, m_patience, [&] { return m_openGates.count(gate) > 0 || m_stop.stopRequested(); });
    return opened ? "" : "the gate stayed shut";
}

std::string ScriptedServer::drain()
{
    if (!m_connection)
        return {};
    if (!m_connection->buffer().empty())
        return "unexpected: " + m_connection->buffer();
    switch (m_connection->more()) {
    case Connection::Read::End: return {};
    case Connection::Read::Data: return "unexpected: " + m_connection->buffer();
    case Connection::Read::Silence: break;
    }
    return m_stop.stopRequested() ? std::string() : "the client did not close";
}

std::string ScriptedServer::withTag(std::string text) const
{
    for (std::size_t at = text.find("$T"); at != std::string::npos; at = text.find("$T", at + m_tag.size()))
        text.replace(at, 2, m_tag);
    return text;
}

} // namespace tern::test
