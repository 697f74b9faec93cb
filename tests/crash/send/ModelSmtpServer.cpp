// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/crash/send/ModelSmtpServer.h"

#include "tests/support/loopback/LoopbackListener.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>

#include <optional>
#include <stdexcept>

namespace tern::test {
namespace {

void say(int socket, const std::string &text)
{
    static_cast<void>(::send(socket, text.data(), text.size(), MSG_NOSIGNAL));
}

/// Lines of a socket, until it ends or the server stops.
class Lines {
public:
    Lines(int socket, const StopToken &stop) : m_socket(socket), m_stop(stop) {}

    std::optional<std::string> next()
    {
        for (;;) {
            if (const auto end = m_in.find("\r\n"); end != std::string::npos) {
                std::string line = m_in.substr(0, end);
                m_in.erase(0, end + 2);
                return line;
            }
            pollfd waits[] = {{m_socket, POLLIN, 0}, {m_stop.fd(), POLLIN, 0}};
            ::poll(waits, 2, -1);
            char buffer[4096];
            const auto got = waits[1].revents != 0 ? 0 : ::recv(m_socket, buffer, sizeof buffer, 0);
            if (got <= 0)
                return std::nullopt;
            m_in.append(buffer, static_cast<std::size_t>(got));
        }
    }

private:
    const int m_socket;
    const StopToken m_stop;
    std::string m_in;
};

} // namespace

ModelSmtpServer::ModelSmtpServer()
{
    auto listener = listenOnLoopback();
    m_listener = std::move(listener.fd);
    m_port = listener.port;
    m_thread = std::thread([this] { accept(); });
}

ModelSmtpServer::~ModelSmtpServer()
{
    m_stop.requestStop();
    m_thread.join();
}

void ModelSmtpServer::accept()
{
    for (;;) {
        pollfd waits[] = {{m_listener.get(), POLLIN, 0}, {m_stop.token().fd(), POLLIN, 0}};
        ::poll(waits, 2, -1);
        if (m_stop.stopRequested())
            return;
        const UniqueFd socket(::accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
        if (socket.isOpen())
            serve(socket.get());
    }
}

void ModelSmtpServer::strikeAt(int step, When when, std::function<void()> call)
{
    const std::lock_guard lock(m_mutex);
    m_strikeIn = step;
    m_when = when;
    m_call = std::move(call);
}

std::vector<std::string> ModelSmtpServer::steps()
{
    const std::lock_guard lock(m_mutex);
    return m_steps;
}

std::vector<std::string> ModelSmtpServer::taken()
{
    const std::lock_guard lock(m_mutex);
    return m_taken;
}

void ModelSmtpServer::clear()
{
    const std::lock_guard lock(m_mutex);
    m_steps.clear();
    m_taken.clear();
    m_strikeIn = 0;
}

bool ModelSmtpServer::step(int socket, const std::string &name, const std::string &reply, const std::function<void()> &work)
{
    const std::lock_guard lock(m_mutex);
    m_steps.push_back(name);
    const bool strikes = m_strikeIn > 0 && --m_strikeIn == 0;
    if (!strikes || m_when == When::After) {
        if (work)
            work();
    }
    if (strikes) {
        m_call();
        return false;
    }
    say(socket, reply);
    return true;
}

void ModelSmtpServer::serve(int socket)
{
    Lines lines(socket, m_stop.token());
    if (!step(socket, "greeting", "220 model ready\r\n"))
        return;
    while (const auto line = lines.next()) {
        const std::string verb = line->substr(0, 4);
        if (verb == "DATA") {
            if (!step(socket, verb, "354 go on\r\n"))
                return;
            std::string message;
            for (;;) {
                const auto part = lines.next();
                if (!part)
                    return;
                if (*part == ".")
                    break;
                message += *part + "\r\n";
            }
            if (!step(socket, ".", "250 2.0.0 taken\r\n", [&] { m_taken.push_back(message); }))
                return;
        } else if (verb == "EHLO") {
            if (!step(socket, verb, "250-model\r\n250-AUTH PLAIN LOGIN\r\n250-ENHANCEDSTATUSCODES\r\n250 8BITMIME\r\n"))
                return;
        } else if (verb == "AUTH") {
            if (!step(socket, verb, "235 2.7.0 in\r\n"))
                return;
        } else if (verb == "QUIT") {
            static_cast<void>(step(socket, verb, "221 2.0.0 bye\r\n"));
            return;
        } else if (!step(socket, verb, "250 2.1.0 well\r\n")) {
            return;
        }
    }
}

} // namespace tern::test
