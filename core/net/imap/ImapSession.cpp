// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/imap/ImapSession.h"

#include "core/net/imap/ImapCursor.h"
#include "core/net/imap/ImapDialogue.h"
#include "core/net/imap/ImapSignIn.h"

#include <algorithm>

namespace tern::imap {
namespace {

// ("name" "value" …) or NIL [RFC 2971].
std::vector<std::pair<std::string, std::string>> parseId(std::string_view text)
{
    std::vector<std::pair<std::string, std::string>> fields;
    ImapCursor cursor(text);
    if (!cursor.take('('))
        return fields;
    while (fields.size() < 50) {
        std::pair<std::string, std::string> field;
        cursor.skipSpaces();
        if (cursor.peek() == ')' || !cursor.takeString(field.first))
            break;
        cursor.skipSpaces();
        if (!cursor.takeString(field.second))
            break;
        fields.push_back(std::move(field));
    }
    return fields;
}

std::string idArguments(const ImapConnectOptions &options)
{
    std::vector<std::pair<std::string, std::string>> fields = options.clientId;
    if (fields.empty())
        fields = {{"name", "Tern"}, {"version", TERN_VERSION}, {"vendor", "Tern"}, {"support-email", "support@tern.invalid"}};
    std::string text = "(";
    for (const auto &[name, value] : fields) {
        const auto isPlain = [](std::string_view word) {
            return !word.empty() && word.size() <= 200 && std::all_of(word.begin(), word.end(), [](char c) { return c >= ' ' && c < 0x7F; });
        };
        if (!isPlain(name) || !isPlain(value))
            continue;
        text += (text.size() > 1 ? " " : "") + quoted(name) + " " + quoted(value);
    }
    return text + ")";
}

// Its capabilities don't always list ID, and without ID it refuses every SELECT.
bool looksLikeCoremail(const std::string &greeting)
{
    return greeting.find("Coremail") != std::string::npos;
}

} // namespace

ImapSession::ImapSession(std::unique_ptr<ImapDialogue> dialogue) : m_dialogue(std::move(dialogue)) {}

ImapSession::~ImapSession() = default;

Result<std::unique_ptr<ImapSession>> ImapSession::connect(const ImapConnectOptions &options, const NetContext &context)
{
    auto socket = LineSocket::connect(options.endpoint, WireProtocol::Imap, context);
    if (!socket)
        return socket.error();
    ImapSignIn signIn(**socket, options);
    if (auto signedIn = signIn.run(); !signedIn)
        return signedIn.error();
    auto dialogue = std::make_unique<ImapDialogue>(*std::move(socket));
    dialogue->capabilities = signIn.capabilities();
    dialogue->server.greeting = signIn.greeting();
    dialogue->server.isCoremail = looksLikeCoremail(signIn.greeting());
    std::unique_ptr<ImapSession> session(new ImapSession(std::move(dialogue)));
    if (auto introduced = session->introduce(options); !introduced)
        return introduced.error();
    return session;
}

// CAPABILITY if the sign-in didn't tell, then ID and ENABLE in one go.
Result<void> ImapSession::introduce(const ImapConnectOptions &options)
{
    ImapDialogue &dialogue = *m_dialogue;
    if (dialogue.capabilities.isEmpty()) {
        auto answer = dialogue.run(ImapCommand("CAPABILITY"));
        if (!answer && !dialogue.isUsable())
            return answer.error();
    }
    const auto takeId = [&dialogue](const ImapResponse &response) {
        if (!response.is("ID"))
            return false;
        dialogue.server.id = parseId(response.rest);
        return true;
    };
    std::vector<std::pair<std::string, std::string>> waiting;
    const auto send = [&](const ImapCommand &command) -> Result<void> {
        auto tag = dialogue.send(command);
        if (!tag)
            return tag.error();
        waiting.emplace_back(*tag, command.name());
        return {};
    };
    if (dialogue.capabilities.has("ID") || dialogue.server.isCoremail) {
        if (auto sent = send(ImapCommand("ID").text(idArguments(options))); !sent)
            return sent;
    }
    if (dialogue.capabilities.has("ENABLE")) {
        const char *what = dialogue.capabilities.has("QRESYNC") ? "QRESYNC" : dialogue.capabilities.has("CONDSTORE") ? "CONDSTORE" : nullptr;
        if (what) {
            if (auto sent = send(ImapCommand("ENABLE").text(what)); !sent)
                return sent;
        }
    }
    for (const auto &[tag, name] : waiting) {
        // A server that refuses ID or ENABLE is one without them.
        auto answer = dialogue.await(tag, name, takeId);
        if (!answer && !dialogue.isUsable())
            return answer.error();
    }
    return {};
}

const Capabilities &ImapSession::capabilities() const
{
    return m_dialogue->capabilities;
}

const ServerInfo &ImapSession::serverInfo() const
{
    return m_dialogue->server;
}

bool ImapSession::isUsable() const
{
    return m_dialogue->isUsable();
}

bool ImapSession::hasQResync() const
{
    return m_dialogue->isEnabled("QRESYNC");
}

bool ImapSession::hasCondStore() const
{
    return capabilities().has("CONDSTORE") || capabilities().has("QRESYNC");
}

std::string ImapSession::tlsDescription() const
{
    return m_dialogue->socket().tlsDescription();
}

std::uint64_t ImapSession::bytesRead() const
{
    return m_dialogue->socket().bytesRead();
}

std::uint64_t ImapSession::bytesWritten() const
{
    return m_dialogue->socket().bytesWritten();
}

const std::string &ImapSession::selected() const
{
    return m_dialogue->selected.wireName;
}

std::uint32_t ImapSession::exists() const
{
    return m_dialogue->selected.exists;
}

MailboxEvents ImapSession::takeEvents()
{
    return m_dialogue->takeEvents();
}

} // namespace tern::imap
