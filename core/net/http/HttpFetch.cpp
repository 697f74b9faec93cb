// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/http/HttpFetch.h"

#include "core/net/LineSocket.h"

#include <charconv>
#include <strings.h>

namespace tern::http {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;
constexpr std::size_t kLongestLine = 8192;
constexpr int kMostHeaders = 100;

Error noHttp(std::string_view words)
{
    return makeError(ErrorKind::ProtocolError, "http", std::string(words.substr(0, 200)));
}

bool sameWord(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && ::strncasecmp(a.data(), b.data(), a.size()) == 0;
}

std::string_view trimmed(std::string_view text)
{
    const auto begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

template <typename Number>
std::optional<Number> numberIn(std::string_view text, int base = 10)
{
    Number number{};
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number, base);
    return code == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

/// One exchange on one connection.
class Exchange {
public:
    Exchange(LineSocket &socket, const HttpLimits &limits, SteadyTime deadline) : m_socket(socket), m_limits(limits), m_deadline(deadline) {}

    Result<HttpResponse> run(const HttpRequest &request)
    {
        if (auto sent = send(request); !sent)
            return sent.error();
        if (auto read = readHead(); !read)
            return read.error();
        auto body = m_chunked ? readChunks() : readBody();
        if (!body)
            return body.error();
        m_response.url = request.url;
        return std::move(m_response);
    }

    [[nodiscard]] const std::string &location() const { return m_location; }

private:
    /// Lends the rest of the time to the next wait.
    Result<void> clock()
    {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(m_deadline - std::chrono::steady_clock::now());
        if (left.count() <= 0)
            return makeError(ErrorKind::Timeout, "http", "no answer in time");
        m_socket.setReplyTimeout(left);
        return {};
    }

    Result<void> send(const HttpRequest &request)
    {
        const bool posts = !request.form.isEmpty();
        const bool six = request.url.host.find(':') != std::string::npos;
        m_socket.trace().note((posts ? "POST " : "GET ") + request.url.toString().substr(0, 300));
        std::string head = (posts ? "POST " : "GET ") + request.url.target + " HTTP/1.1\r\nHost: " + (six ? "[" + request.url.host + "]" : request.url.host)
            + (request.url.port == 443 ? std::string() : ":" + std::to_string(request.url.port))
            + "\r\nUser-Agent: Tern\r\nAccept: */*\r\nConnection: close\r\n";
        if (posts)
            head += "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + std::to_string(request.form.reveal().size()) + "\r\n";
        head += "\r\n";
        if (auto ready = clock(); !ready)
            return ready;
        // Counted only: what a form holds is secret.
        if (auto sent = m_socket.writeData(head); !sent)
            return sent;
        return posts ? m_socket.writeData(request.form.reveal()) : Result<void>();
    }

    Result<std::string> readLine()
    {
        if (auto ready = clock(); !ready)
            return ready.error();
        auto line = m_socket.readLine(kLongestLine);
        if (!line)
            return line.error();
        return std::string(*line);
    }

    Result<void> readHead()
    {
        // 1xx answers come before the real one [RFC 9110 §15.2].
        for (int round = 0; round < 5; ++round) {
            auto line = readLine();
            if (!line)
                return line.error();
            m_socket.trace().note(line->substr(0, 300));
            const auto status = line->size() >= 12 ? numberIn<int>(std::string_view(*line).substr(9, 3)) : std::nullopt;
            if (!line->starts_with("HTTP/1.") || !status || *status < 100)
                return noHttp(*line);
            m_response.status = *status;
            if (auto read = readFields(); !read)
                return read;
            if (*status >= 200)
                return {};
        }
        return noHttp("only informational answers");
    }

    Result<void> readFields()
    {
        m_length.reset();
        m_chunked = false;
        m_location.clear();
        for (int i = 0; i < kMostHeaders; ++i) {
            auto line = readLine();
            if (!line)
                return line.error();
            if (line->empty())
                return {};
            const auto colon = line->find(':');
            if (colon == std::string::npos)
                return noHttp(*line);
            const std::string_view name = std::string_view(*line).substr(0, colon);
            const std::string_view value = trimmed(std::string_view(*line).substr(colon + 1));
            if (sameWord(name, "Content-Length")) {
                m_length = numberIn<std::size_t>(value);
                if (!m_length)
                    return noHttp(*line);
            } else if (sameWord(name, "Transfer-Encoding")) {
                if (!sameWord(value, "chunked"))
                    return noHttp(*line);
                m_chunked = true;
            } else if (sameWord(name, "Location")) {
                m_location = value;
            }
        }
        return noHttp("too many header lines");
    }

    Result<void> append(std::size_t bytes)
    {
        if (bytes > m_limits.longestBody - m_response.body.size())
            return noHttp("the answer is too long");
        const std::size_t before = m_response.body.size();
        m_response.body.resize(before + bytes);
        if (auto ready = clock(); !ready)
            return ready;
        return m_socket.readExact(std::span(m_response.body).subspan(before));
    }

    Result<void> readChunks()
    {
        for (;;) {
            auto line = readLine();
            if (!line)
                return line.error();
            const std::string_view size = trimmed(std::string_view(*line).substr(0, line->find(';')));
            const auto bytes = numberIn<std::size_t>(size, 16);
            if (!bytes)
                return noHttp(*line);
            if (*bytes == 0)
                return {};      // trailer fields don't matter: the connection ends here
            if (auto read = append(*bytes); !read)
                return read;
            if (auto end = readLine(); !end || !end->empty())
                return end ? noHttp(*end) : end.error();
        }
    }

    Result<void> readBody()
    {
        if (m_response.status == 204 || m_response.status == 304)
            return {};
        if (m_length)
            return append(*m_length);
        for (;;) {
            if (auto ready = clock(); !ready)
                return ready;
            auto some = m_socket.readSome();
            // Without a length the end of the connection is the end [RFC 9112 §6.3]; what reads the body finds it cut or whole.
            if (!some)
                return some.error().kind == ErrorKind::ConnectionLost ? Result<void>() : Result<void>(some.error());
            if (some->size() > m_limits.longestBody - m_response.body.size())
                return noHttp("the answer is too long");
            m_response.body += *some;
            m_socket.consume(some->size());
        }
    }

    LineSocket &m_socket;
    const HttpLimits &m_limits;
    const SteadyTime m_deadline;
    HttpResponse m_response;
    std::optional<std::size_t> m_length;
    bool m_chunked = false;
    std::string m_location;
};

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

} // namespace

Result<HttpResponse> fetch(const HttpRequest &request, const HttpLimits &limits, const NetContext &context)
{
    const SteadyTime deadline = std::chrono::steady_clock::now() + limits.whole;
    HttpRequest current = request;
    for (int hops = 0;; ++hops) {
        NetContext own = context;
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
        if (left.count() <= 0)
            return makeError(ErrorKind::Timeout, "http", "no answer in time");
        own.connectTimeout = std::min(own.connectTimeout, left);
        auto socket = LineSocket::connect({current.url.host, current.url.port, Security::Tls}, WireProtocol::Http, own);
        if (!socket)
            return socket.error();
        Exchange exchange(**socket, limits, deadline);
        auto response = exchange.run(current);
        (*socket)->close();
        if (!response || !isRedirect(response->status) || exchange.location().empty() || !request.form.isEmpty())
            return response;
        if (hops == limits.redirects)
            return noHttp("redirected too often");
        auto next = current.url.follow(exchange.location());
        if (!next)
            return next.error();
        current.url = *std::move(next);
    }
}

} // namespace tern::http
