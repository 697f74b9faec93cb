// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/pop3/ModelPop3Server.h"

#include "tests/support/loopback/LoopbackListener.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <set>
#include <stdexcept>

namespace tern::test {

std::string maildropMessage(const std::string &name)
{
    return "From: Li Na <li@qq.test>\r\nTo: me@pop.test\r\nSubject: " + name + "\r\nDate: Mon, 23 Nov 2026 09:41:02 +0800\r\nMessage-ID: <" + name
        + "@pop.test>\r\n\r\n.\r\n..two\r\nbody of " + name + "\r\n";
}

/// One client. Runs on the server's thread.
class ModelPop3Server::Session final {
public:
    Session(ModelPop3Server &server, int socket) : m_server(server), m_socket(socket)
    {
        const std::lock_guard lock(server.m_mutex);
        m_habits = server.m_habits;
        m_cutAfter = server.m_cutAfter;
    }

    void run()
    {
        say("+OK ready");
        while (m_open) {
            const std::string line = readLine();
            if (m_open)
                command(line);
        }
        m_server.m_lastSession = m_sent;
    }

private:
    void command(const std::string &line)
    {
        const std::string verb = line.substr(0, line.find(' '));
        if (verb == "CAPA")
            return capa();
        if (verb == "USER")
            return say("+OK");
        if (verb == "PASS")
            return signIn();
        Pop3Fault fault = Pop3Fault::None;
        std::function<void()> struck;
        {
            const std::lock_guard lock(m_server.m_mutex);
            m_server.m_log.push_back(line);
            if (m_server.m_failIn > 0 && --m_server.m_failIn == 0) {
                fault = m_server.m_fault;
                struck = m_server.m_whenStruck;
            }
        }
        if (fault == Pop3Fault::Refused)
            return say("-ERR [SYS/TEMP] not now");
        if (fault == Pop3Fault::LostBefore) {
            m_open = false;
        } else if (fault == Pop3Fault::LostAfter || fault == Pop3Fault::LostInside) {
            m_held = true;
            carryOut(verb, line);
            if (fault == Pop3Fault::LostInside)
                write(m_heldBytes.substr(0, m_heldBytes.size() / 2), true);
            m_open = false;
        } else {
            carryOut(verb, line);
        }
        if (struck && fault != Pop3Fault::None)
            struck();
    }

    void capa()
    {
        if (!m_habits.capa)
            return say("-ERR what?");
        std::string answer = "+OK\r\nUSER\r\n";
        answer += m_habits.uidl ? "UIDL\r\n" : "";
        answer += m_habits.top ? "TOP\r\n" : "";
        answer += m_habits.pipelining ? "PIPELINING\r\n" : "";
        say(answer + ".");
    }

    void signIn()
    {
        if (!m_habits.refuseSignIn.empty())
            return say("-ERR " + m_habits.refuseSignIn);
        const std::lock_guard lock(m_server.m_mutex);
        m_messages = m_server.m_messages;
        say("+OK in");
    }

    void carryOut(const std::string &verb, const std::string &line)
    {
        const auto number = line.find(' ') == std::string::npos ? 0UL : std::strtoul(line.c_str() + line.find(' '), nullptr, 10);
        const bool known = number >= 1 && number <= m_messages.size() && !m_marked.contains(number);
        if (verb == "STAT")
            return say("+OK " + std::to_string(m_messages.size() + (m_habits.extraLines ? 100 : 0)) + " 1");
        if (verb == "UIDL" && m_habits.uidl)
            return list([](const MaildropMessage &message) { return message.uidl; }, false);
        if (verb == "LIST")
            return list([](const MaildropMessage &message) { return std::to_string(message.raw.size()); }, true);
        if (verb == "RETR" && known)
            return say("+OK\r\n" + stuffed(handedOut(m_messages[number - 1].raw)) + ".");
        if (verb == "TOP" && known && m_habits.top)
            return say("+OK\r\n" + stuffed(handedOut(m_messages[number - 1].raw.substr(0, m_messages[number - 1].raw.find("\r\n\r\n") + 4))) + ".");
        if (verb == "DELE" && known)
            return mark(number);
        if (verb == "RSET") {
            m_marked.clear();
            return say("+OK");
        }
        if (verb == "NOOP")
            return say("+OK");
        if (verb == "QUIT")
            return quit();
        say("-ERR no");
    }

    void list(const std::function<std::string(const MaildropMessage &)> &text, bool sizes)
    {
        std::string answer = "+OK\r\n";
        for (std::size_t i = 0; i < m_messages.size(); ++i) {
            const bool last = i + 1 == m_messages.size();
            if (!m_marked.contains(i + 1) && !(sizes && last && m_habits.missingLines))
                answer += std::to_string(i + 1) + " " + text(m_messages[i]) + "\r\n";
        }
        if (sizes && m_habits.extraLines)
            answer += std::to_string(m_messages.size() + 1) + " 99\r\n";
        say(answer + ".");
    }

    void mark(std::size_t number)
    {
        std::function<void(const MaildropMessage &)> told;
        {
            const std::lock_guard lock(m_server.m_mutex);
            told = m_server.m_whenMarked;
        }
        if (told)
            told(m_messages[number - 1]);
        m_marked.insert(number);
        say("+OK");
    }

    void quit()
    {
        {
            const std::lock_guard lock(m_server.m_mutex);
            for (const std::size_t number : m_marked) {
                const MaildropMessage &gone = m_messages[number - 1];
                const auto found = std::find_if(m_server.m_messages.begin(), m_server.m_messages.end(),
                                                [&](const MaildropMessage &one) { return one.uidl == gone.uidl && one.raw == gone.raw; });
                if (found != m_server.m_messages.end())
                    m_server.m_messages.erase(found);
            }
        }
        say("+OK bye");
        m_open = false;
    }

    std::string handedOut(std::string raw)
    {
        if (m_habits.headerLines) {
            static std::atomic<int> times{0};
            raw = "Status: RO\r\nX-UID: " + std::to_string(++times) + "\r\n" + raw;
        }
        return raw;
    }

    static std::string stuffed(const std::string &raw)
    {
        std::string wire;
        for (std::size_t at = 0; at < raw.size();) {
            const auto end = raw.find("\r\n", at);
            const auto next = end == std::string::npos ? raw.size() : end + 2;
            if (raw[at] == '.')
                wire += '.';
            wire.append(raw, at, next - at);
            at = next;
        }
        return wire;
    }

    void say(const std::string &text)
    {
        if (m_held)
            m_heldBytes += text + "\r\n";
        else
            write(text + "\r\n", false);
    }

    void write(std::string bytes, bool force)
    {
        if (!m_open && !force)
            return;
        if (m_cutAfter > 0 && m_sent + bytes.size() > m_cutAfter) {
            bytes.resize(m_cutAfter - m_sent);
            m_open = false;
        }
        m_sent += bytes.size();
        for (std::size_t at = 0; at < bytes.size();) {
            const auto written = ::send(m_socket, bytes.data() + at, bytes.size() - at, MSG_NOSIGNAL);
            if (written <= 0) {
                m_open = false;
                return;
            }
            at += static_cast<std::size_t>(written);
        }
    }

    std::string readLine()
    {
        for (;;) {
            if (const auto end = m_buffer.find("\r\n"); end != std::string::npos) {
                std::string line = m_buffer.substr(0, end);
                m_buffer.erase(0, end + 2);
                return line;
            }
            {
                const std::lock_guard lock(m_server.m_mutex);
                ++m_server.m_roundTrips;
            }
            pollfd waits[] = {{m_socket, POLLIN, 0}, {m_server.m_stop.token().fd(), POLLIN, 0}};
            ::poll(waits, 2, -1);
            char bytes[4096];
            const auto got = m_server.m_stop.stopRequested() ? 0 : ::recv(m_socket, bytes, sizeof bytes, 0);
            if (got <= 0) {
                m_open = false;
                return {};
            }
            m_buffer.append(bytes, static_cast<std::size_t>(got));
        }
    }

    ModelPop3Server &m_server;
    int m_socket;
    Habits m_habits;
    std::size_t m_cutAfter;
    std::vector<MaildropMessage> m_messages;    // as the session began
    std::set<std::size_t> m_marked;
    std::string m_buffer;
    bool m_open = true;
    bool m_held = false;
    std::string m_heldBytes;
    std::size_t m_sent = 0;
};

ModelPop3Server::ModelPop3Server()
{
    auto listener = listenOnLoopback();
    m_listener = std::move(listener.fd);
    m_port = listener.port;
    m_thread = std::thread([this] { serve(); });
}

ModelPop3Server::~ModelPop3Server()
{
    m_stop.requestStop();
    m_thread.join();
}

void ModelPop3Server::serve()
{
    for (;;) {
        pollfd waits[] = {{m_listener.get(), POLLIN, 0}, {m_stop.token().fd(), POLLIN, 0}};
        ::poll(waits, 2, -1);
        if (m_stop.stopRequested())
            return;
        UniqueFd socket(::accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
        if (socket.get() < 0)
            continue;
        const int on = 1;
        ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        Session(*this, socket.get()).run();
    }
}

void ModelPop3Server::setHabits(const Habits &habits)
{
    const std::lock_guard lock(m_mutex);
    m_habits = habits;
}

void ModelPop3Server::edit(const std::function<void(std::vector<MaildropMessage> &)> &work)
{
    const std::lock_guard lock(m_mutex);
    work(m_messages);
}

std::vector<MaildropMessage> ModelPop3Server::messages()
{
    const std::lock_guard lock(m_mutex);
    return m_messages;
}

void ModelPop3Server::deliver(const std::string &name)
{
    const std::lock_guard lock(m_mutex);
    m_messages.push_back({maildropMessage(name), "uidl" + std::to_string(m_nextUidl++)});
}

std::vector<std::string> ModelPop3Server::log()
{
    const std::lock_guard lock(m_mutex);
    return m_log;
}

int ModelPop3Server::count(const std::string &start)
{
    const auto lines = log();
    return static_cast<int>(std::count_if(lines.begin(), lines.end(), [&](const std::string &line) { return line.starts_with(start); }));
}

void ModelPop3Server::clearLog()
{
    const std::lock_guard lock(m_mutex);
    m_log.clear();
    m_roundTrips = 0;
}

int ModelPop3Server::roundTrips()
{
    const std::lock_guard lock(m_mutex);
    return m_roundTrips;
}

void ModelPop3Server::failAt(int n, Pop3Fault fault)
{
    const std::lock_guard lock(m_mutex);
    m_failIn = n;
    m_fault = fault;
}

bool ModelPop3Server::hasFailed()
{
    const std::lock_guard lock(m_mutex);
    return m_failIn == 0;
}

void ModelPop3Server::whenStruck(std::function<void()> call)
{
    const std::lock_guard lock(m_mutex);
    m_whenStruck = std::move(call);
}

void ModelPop3Server::whenMarked(std::function<void(const MaildropMessage &)> call)
{
    const std::lock_guard lock(m_mutex);
    m_whenMarked = std::move(call);
}

void ModelPop3Server::cutAfter(std::size_t bytes)
{
    const std::lock_guard lock(m_mutex);
    m_cutAfter = bytes;
}

} // namespace tern::test
