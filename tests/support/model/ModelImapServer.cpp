// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/model/ModelImapServer.h"

#include "tests/support/loopback/LoopbackListener.h"
#include "tests/support/model/ModelConnection.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <stdexcept>

namespace tern::test {

ModelImapServer::ModelImapServer(Options options) : m_options(std::move(options))
{
    auto listener = listenOnLoopback();
    m_listener = std::move(listener.fd);
    m_port = listener.port;
    m_mail["INBOX"];
    m_mail["Archive"].attributes = "\\Archive";
    m_mail["Trash"].attributes = "\\Trash";
    m_mail["Sent"].attributes = "\\Sent";
    m_thread = std::thread([this] { accept(); });
}

ModelImapServer::~ModelImapServer()
{
    release();
    m_stop.requestStop();
    m_thread.join();
    std::vector<std::shared_ptr<ModelConnection>> connections;
    {
        const std::lock_guard lock(m_mutex);
        connections.swap(m_connections);
    }
    for (const auto &connection : connections)
        connection->breakOff();
}

void ModelImapServer::accept()
{
    while (true) {
        pollfd waits[] = {{m_listener.get(), POLLIN, 0}, {m_stop.token().fd(), POLLIN, 0}};
        ::poll(waits, 2, -1);
        if (m_stop.stopRequested())
            return;
        UniqueFd socket(::accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
        if (socket.get() < 0)
            continue;
        // The second of two short answers must not wait for the client's delayed acknowledgement of the first: 40 ms at every flight.
        const int on = 1;
        ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_connections, [](const auto &connection) { return connection->hasEnded(); });
        if (m_down)
            continue;
        const bool full = static_cast<int>(m_connections.size()) >= m_options.mostConnections;
        m_connections.push_back(std::make_shared<ModelConnection>(*this, std::move(socket), full));
        m_connections.back()->start();
    }
}

void ModelImapServer::edit(const std::function<void(ModelMail &)> &work)
{
    const std::lock_guard lock(m_mutex);
    work(m_mail);
    wakeAll();
}

std::uint32_t ModelImapServer::deliver(const std::string &mailbox, const std::string &name, std::set<std::string> flags)
{
    std::uint32_t uid = 0;
    edit([&](ModelMail &mail) { uid = mail[mailbox].add(modelMessage(name), std::move(flags)); });
    return uid;
}

std::vector<std::string> ModelImapServer::content(const std::string &mailbox)
{
    const std::lock_guard lock(m_mutex);
    std::vector<std::string> lines;
    for (const ModelMessage &message : m_mail[mailbox].messages) {
        std::string line = message.header("Subject");
        for (const std::string &flag : message.flags)
            line += " " + flag;
        lines.push_back(std::move(line));
    }
    return lines;
}

std::vector<std::string> ModelImapServer::names(const std::string &mailbox)
{
    const std::lock_guard lock(m_mutex);
    std::vector<std::string> lines;
    for (const ModelMessage &message : m_mail[mailbox].messages)
        lines.push_back(message.header("Subject"));
    return lines;
}

std::vector<std::string> ModelImapServer::log()
{
    const std::lock_guard lock(m_mutex);
    return m_log;
}

int ModelImapServer::count(const std::string &start)
{
    const std::lock_guard lock(m_mutex);
    return static_cast<int>(std::count_if(m_log.begin(), m_log.end(), [&](const std::string &line) { return line.starts_with(start); }));
}

void ModelImapServer::clearLog()
{
    const std::lock_guard lock(m_mutex);
    m_log.clear();
    m_mostAhead = 0;
}

void ModelImapServer::at(std::string start, std::function<void(ModelMail &)> work)
{
    const std::lock_guard lock(m_mutex);
    m_atStart = std::move(start);
    m_at = std::move(work);
}

void ModelImapServer::hold(std::string start)
{
    const std::lock_guard lock(m_holdMutex);
    m_holdStart = std::move(start);
}

bool ModelImapServer::isHolding()
{
    const std::lock_guard lock(m_holdMutex);
    return m_isHolding;
}

void ModelImapServer::release()
{
    const std::lock_guard lock(m_holdMutex);
    m_holdStart.reset();
    m_isHolding = false;
    m_released.notify_all();
}

void ModelImapServer::holdBack(const std::string &text)
{
    std::unique_lock lock(m_holdMutex);
    if (!m_holdStart || !text.starts_with(*m_holdStart))
        return;
    m_holdStart.reset();
    m_isHolding = true;
    m_released.wait(lock, [this] { return !m_isHolding; });
}

int ModelImapServer::mostAhead()
{
    const std::lock_guard lock(m_mutex);
    return m_mostAhead;
}

void ModelImapServer::failAt(int n, ModelFault fault, std::string start)
{
    const std::lock_guard lock(m_mutex);
    m_failIn = n;
    m_fault = fault;
    m_failStart = std::move(start);
}

void ModelImapServer::failAtSignIn(int n, ModelFault fault)
{
    const std::lock_guard lock(m_mutex);
    m_failSignInIn = n;
    m_signInFault = fault;
}

ModelFault ModelImapServer::noteSignIn()
{
    return m_failSignInIn > 0 && --m_failSignInIn == 0 ? m_signInFault : ModelFault::None;
}

bool ModelImapServer::hasFailed()
{
    const std::lock_guard lock(m_mutex);
    return m_fault != ModelFault::None && m_failIn == 0;
}

void ModelImapServer::whenStruck(std::function<void()> call)
{
    const std::lock_guard lock(m_mutex);
    m_whenStruck = std::move(call);
}

void ModelImapServer::strike()
{
    if (m_whenStruck)
        m_whenStruck();
    breakAll();
}

void ModelImapServer::refuse(std::string start, std::string answer)
{
    const std::lock_guard lock(m_mutex);
    if (answer.empty())
        m_refusals.erase(start);
    else
        m_refusals[std::move(start)] = std::move(answer);
}

void ModelImapServer::lieAboutCopies(bool lies)
{
    const std::lock_guard lock(m_mutex);
    m_lies = lies;
}

void ModelImapServer::lie(Liar liar)
{
    const std::lock_guard lock(m_mutex);
    m_liar = std::move(liar);
}

void ModelImapServer::setDown(bool down)
{
    const std::lock_guard lock(m_mutex);
    m_down = down;
    if (down)
        breakAll();
}

int ModelImapServer::connections()
{
    const std::lock_guard lock(m_mutex);
    return static_cast<int>(std::count_if(m_connections.begin(), m_connections.end(), [](const auto &connection) { return !connection->hasEnded(); }));
}

void ModelImapServer::breakAll()
{
    for (const auto &connection : m_connections)
        connection->shutdown();
}

void ModelImapServer::wakeAll()
{
    for (const auto &connection : m_connections)
        connection->wake();
}

ModelFault ModelImapServer::noteCommand(const std::string &text)
{
    m_log.push_back(text);
    if (m_at && text.starts_with(m_atStart))
        std::exchange(m_at, {})(m_mail);
    if (m_failIn > 0 && text.starts_with(m_failStart) && --m_failIn == 0)
        return m_fault;
    return ModelFault::None;
}

} // namespace tern::test
