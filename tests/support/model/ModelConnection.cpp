// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/model/ModelConnection.h"

#include "tests/support/model/GmailLabels.h"

#include "core/net/imap/MailboxName.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>

namespace tern::test {
namespace {

thread_local bool t_isServer = false;

bool isOfSigningIn(const ModelCommand &command)
{
    for (const char *name : {"AUTHENTICATE", "LOGIN", "CAPABILITY", "ID", "ENABLE", "LOGOUT"}) {
        if (command.name == name)
            return true;
    }
    return false;
}

} // namespace

bool isModelServerThread()
{
    return t_isServer;
}

ModelConnection::ModelConnection(ModelImapServer &server, UniqueFd socket, bool refused) : m_server(server), m_socket(std::move(socket)), m_refused(refused) {}

ModelConnection::~ModelConnection()
{
    breakOff();
}

void ModelConnection::start()
{
    m_thread = std::thread([this] {
        t_isServer = true;
        run();
        m_ended = true;
        ::shutdown(m_socket.get(), SHUT_RDWR);
    });
}

void ModelConnection::shutdown()
{
    ::shutdown(m_socket.get(), SHUT_RDWR);
}

void ModelConnection::breakOff()
{
    shutdown();
    if (m_thread.joinable())
        m_thread.join();
}

bool ModelConnection::has(const std::string &capability) const
{
    return (" " + m_server.m_options.capabilities + " ").find(" " + capability + " ") != std::string::npos;
}

ModelMailbox *ModelConnection::mailbox()
{
    const auto found = m_server.m_mail.find(m_selected);
    return found == m_server.m_mail.end() ? nullptr : &found->second;
}

void ModelConnection::run()
{
    if (m_refused) {
        send("* BYE [LIMIT] Too many connections");
        return flush();
    }
    send("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] model ready");
    ModelCommand command;
    {
        const std::lock_guard lock(m_server.m_mutex);
        twist(command);
    }
    flush();
    while (m_isOpen && readCommand(command)) {
        if (isOfSigningIn(command)) {
            const std::lock_guard lock(m_server.m_mutex);
            const ModelFault fault = m_server.noteSignIn();
            if (fault == ModelFault::LostBefore)
                return m_server.strike();
            if (fault == ModelFault::LostAfter) {
                static_cast<void>(signIn(command));
                return m_server.strike();
            }
        }
        if (signIn(command)) {
            {
                const std::lock_guard lock(m_server.m_mutex);
                twist(command);
            }
            flush();
            continue;
        }
        ModelFault fault = ModelFault::None;
        {
            const std::lock_guard lock(m_server.m_mutex);
            fault = m_server.noteCommand(command.text);
            m_server.m_mostAhead = std::max(m_server.m_mostAhead, static_cast<int>(std::count(m_in.begin(), m_in.end(), '\n')));
            if (fault == ModelFault::LostBefore)
                return m_server.strike();
            if (fault == ModelFault::None && command.name == "IDLE") {
                send("+ idling");
                tellNews(true);
            } else {
                execute(command);
            }
            twist(command);
            m_server.wakeAll();
            if (fault == ModelFault::LostAfter)
                return m_server.strike();
        }
        m_server.holdBack(command.text);
        // Unless it was answered at once.
        const bool idles = command.name == "IDLE" && m_isOpen && m_out.find(command.tag + " ") == std::string::npos;
        flush();
        if (idles)
            idle(command);
    }
}

bool ModelConnection::fill()
{
    char buffer[16'384];
    const auto got = ::recv(m_socket.get(), buffer, sizeof buffer, 0);
    if (got <= 0)
        return false;
    m_in.append(buffer, static_cast<std::size_t>(got));
    return true;
}

void ModelConnection::twist(const ModelCommand &command)
{
    if (!m_server.m_liar)
        return;
    m_server.m_liar(command, m_out);
    if (m_out.empty() || m_out.back() != ModelImapServer::kHangUp)
        return;
    m_out.pop_back();
    m_isOpen = false;
}

void ModelConnection::flush()
{
    std::string_view rest = m_out;
    while (!rest.empty()) {
        const auto sent = ::send(m_socket.get(), rest.data(), rest.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            break;
        rest.remove_prefix(static_cast<std::size_t>(sent));
    }
    m_out.clear();
}

bool ModelConnection::readCommand(ModelCommand &command)
{
    std::vector<ModelPiece> pieces;
    while (true) {
        std::size_t end = 0;
        while ((end = m_in.find("\r\n")) == std::string::npos) {
            if (!fill())
                return false;
        }
        const std::string line = m_in.substr(0, end);
        m_in.erase(0, end + 2);
        pieces.push_back({line, false});
        if (line.empty() || line.back() != '}') {
            command = parseModelCommand(pieces);
            return true;
        }
        const auto brace = line.rfind('{');
        const std::size_t size = std::stoul(line.substr(brace + 1));
        if (line[line.size() - 2] != '+') {
            send("+ go on");
            flush();
        }
        while (m_in.size() < size) {
            if (!fill())
                return false;
        }
        pieces.back().bytes = line.substr(0, brace) + "{}";
        pieces.push_back({m_in.substr(0, size), true});
        m_in.erase(0, size);
    }
}

bool ModelConnection::signIn(const ModelCommand &command)
{
    const std::string capability = "[CAPABILITY " + m_server.m_options.capabilities + "]";
    if (command.name == "AUTHENTICATE" || command.name == "LOGIN") {
        const std::lock_guard lock(m_server.m_mutex);
        const auto refusal = m_server.m_refusals.find(command.name);
        if (refusal != m_server.m_refusals.end())
            send(command.tag + " " + refusal->second);
        else
            send(command.tag + " OK " + capability + " in");
    } else if (command.name == "CAPABILITY") {
        send("* CAPABILITY " + m_server.m_options.capabilities);
        send(command.tag + " OK");
    } else if (command.name == "ID") {
        send("* ID (\"name\" \"model\")");
        send(command.tag + " OK");
    } else if (command.name == "ENABLE") {
        m_qresync = command.text.find("QRESYNC") != std::string::npos;
        m_utf8 = command.text.find("UTF8=ACCEPT") != std::string::npos;
        send("* ENABLED" + command.text.substr(6));
        send(command.tag + " OK");
    } else if (command.name == "LOGOUT") {
        send("* BYE");
        send(command.tag + " OK");
        m_isOpen = false;
    } else {
        return false;
    }
    return true;
}

void ModelConnection::finish(const ModelCommand &command, const std::string &answer)
{
    send(command.tag + " " + answer);
}

void ModelConnection::execute(const ModelCommand &command)
{
    for (const auto &[start, answer] : m_server.m_refusals) {
        if (command.text.starts_with(start))
            return finish(command, answer);
    }
    const std::string &name = command.name;
    std::string answer;
    if (name == "LIST" || name == "LSUB" || (name == "XLIST" && has("XLIST")))
        answer = list(command);
    else if (name == "STATUS")
        answer = status(mailboxNamed(command.word(0)));
    else if (name == "SELECT" || name == "EXAMINE")
        answer = select(command);
    else if (name == "CREATE" || name == "DELETE" || name == "RENAME" || name == "SUBSCRIBE" || name == "UNSUBSCRIBE")
        answer = changeMailboxes(command);
    else if (name == "APPEND")
        answer = append(command);
    else if (name == "NOTIFY") {
        m_notifies = true;
        noteOthers();
        answer = has("NOTIFY") ? "OK" : "BAD unknown";
    } else if (name == "GETQUOTAROOT") {
        send("* QUOTAROOT \"INBOX\" \"User quota\"");
        send("* QUOTA \"User quota\" (MESSAGE 3 1000 STORAGE 512 2048)");
        answer = has("QUOTA") ? "OK" : "BAD unknown";
    } else if (name == "NAMESPACE") {
        send("* NAMESPACE ((\"\" \"/\")) NIL NIL");
        answer = "OK";
    } else if (name == "NOOP")
        answer = "OK";
    else if (name == "UNSELECT")
        answer = "OK";
    else if (m_selected.empty() || !mailbox())
        answer = "BAD no mailbox selected";
    else if (name == "FETCH" || name == "UID FETCH")
        answer = fetch(command, name == "UID FETCH");
    else if (name == "UID STORE")
        answer = store(command);
    else if (name == "UID COPY")
        answer = copy(command, false);
    else if (name == "UID MOVE")
        answer = has("MOVE") ? copy(command, true) : "BAD no MOVE";
    else if (name == "UID EXPUNGE")
        answer = has("UIDPLUS") ? expunge(command, true) : "BAD no UIDPLUS";
    else if (name == "EXPUNGE")
        answer = expunge(command, false);
    else
        answer = "BAD unknown";
    if (name == "UNSELECT")
        m_selected.clear();
    if (!m_selected.empty() && name != "SELECT" && name != "EXAMINE")
        tellNews(name != "FETCH");
    finish(command, answer);
}

bool ModelConnection::isGmail() const
{
    return has("X-GM-EXT-1") && allMail(m_server.m_mail) != nullptr;
}

std::string ModelConnection::mailboxNamed(const std::string &word) const
{
    return m_utf8 ? imap::keyFromUtf8(word) : word;
}

std::string ModelConnection::onWire(const std::string &name) const
{
    return quotedForWire(m_utf8 ? imap::utf8FromKey(name) : name);
}

void ModelConnection::noteOthers()
{
    m_others.clear();
    for (const auto &[name, mailbox] : m_server.m_mail)
        m_others[name] = mailbox.modSeq;
}

/// NOTIFY: what changed in mailboxes that aren't selected.
void ModelConnection::tellOthers()
{
    if (!m_notifies)
        return;
    for (const auto &[name, mailbox] : m_server.m_mail) {
        const auto told = m_others.find(name);
        if (told == m_others.end())
            send("* LIST () \"/\" " + onWire(name));
        else if (told->second != mailbox.modSeq && name != m_selected)
            static_cast<void>(status(name));
    }
    for (const auto &[name, modSeq] : m_others) {
        if (!m_server.m_mail.contains(name))
            send("* LIST (\\NonExistent) \"/\" " + onWire(name));
    }
    noteOthers();
}

/// What changed in the selected mailbox that this client doesn't know.
void ModelConnection::tellNews(bool withExpunges)
{
    tellOthers();
    ModelMailbox *selected = mailbox();
    if (!selected) {
        if (!m_selected.empty()) {
            send("* BYE mailbox deleted");
            m_isOpen = false;
        }
        return;
    }
    if (withExpunges) {
        for (std::size_t i = m_seen.size(); i-- > 0;) {
            if (selected->find(m_seen[i]))
                continue;
            send(m_qresync ? "* VANISHED " + std::to_string(m_seen[i]) : "* " + std::to_string(i + 1) + " EXPUNGE");
            m_seen.erase(m_seen.begin() + static_cast<std::ptrdiff_t>(i));
        }
    }
    const std::uint32_t last = m_seen.empty() ? 0 : m_seen.back();
    bool came = false;
    for (const ModelMessage &message : selected->messages) {
        if (message.uid > last) {
            m_seen.push_back(message.uid);
            m_told[message.uid] = message.modSeq;
            came = true;
        }
    }
    if (came)
        send("* " + std::to_string(m_seen.size()) + " EXISTS");
    for (std::size_t i = 0; i < m_seen.size(); ++i) {
        const ModelMessage *message = selected->find(m_seen[i]);
        if (message && m_told[message->uid] < message->modSeq) {
            m_told[message->uid] = message->modSeq;
            send(fetchOne(i + 1, *message, has("CONDSTORE") ? "(FLAGS MODSEQ)" : "(FLAGS)", m_qresync));
        }
    }
}

void ModelConnection::idle(const ModelCommand &command)
{
    while (m_isOpen) {
        const auto end = m_in.find("\r\n");
        if (end != std::string::npos) {
            m_in.erase(0, end + 2);
            const std::lock_guard lock(m_server.m_mutex);
            tellNews(true);
            finish(command, "OK idled");
            break;
        }
        pollfd waits[] = {{m_socket.get(), POLLIN, 0}, {m_wake.fd(), POLLIN, 0}};
        ::poll(waits, 2, -1);
        if (waits[0].revents != 0 && !fill())
            return;
        if (waits[1].revents != 0) {
            m_wake.clear();
            {
                const std::lock_guard lock(m_server.m_mutex);
                tellNews(true);
            }
            flush();
        }
    }
    flush();
}

} // namespace tern::test
