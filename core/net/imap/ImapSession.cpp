// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/imap/ImapSession.h"

#include "core/net/imap/ImapCursor.h"
#include "core/net/imap/ImapDialogue.h"
#include "core/net/imap/ImapFlight.h"
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
        field = {serverWords(field.first), serverWords(field.second)};
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

// QRESYNC brings CONDSTORE with it [RFC 7162 §3.2.3]. With UTF8=ACCEPT mail to and from 用户@例子 comes as it was sent [RFC 6855].
std::string extensionsToEnable(const Capabilities &capabilities)
{
    std::string wanted;
    if (!capabilities.has("ENABLE") && !capabilities.has("IMAP4rev2"))
        return wanted;
    if (capabilities.has("QRESYNC"))
        wanted = "QRESYNC";
    else if (capabilities.has("CONDSTORE"))
        wanted = "CONDSTORE";
    if (capabilities.has("UTF8=ACCEPT") || capabilities.has("UTF8=ONLY"))
        wanted += (wanted.empty() ? "" : " ") + std::string("UTF8=ACCEPT");
    return wanted;
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

std::unique_ptr<ImapSession> ImapSession::adopt(std::unique_ptr<LineSocket> socket, const Capabilities &capabilities)
{
    auto dialogue = std::make_unique<ImapDialogue>(std::move(socket));
    dialogue->capabilities = capabilities;
    return std::unique_ptr<ImapSession>(new ImapSession(std::move(dialogue)));
}

// CAPABILITY if the sign-in didn't tell, then ID, ENABLE and COMPRESS in one go.
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
    ImapFlight flight(dialogue);
    if (dialogue.capabilities.has("ID") || dialogue.server.isCoremail)
        flight.add(ImapCommand("ID").text(idArguments(options)), takeId);
    if (const std::string wanted = extensionsToEnable(dialogue.capabilities); !wanted.empty())
        flight.add(ImapCommand("ENABLE").text(wanted));
    // Last, as nothing may follow before its answer [RFC 4978 §3].
    const bool compress = wantsCompression(options.compression);
    if (compress)
        flight.add(ImapCommand("COMPRESS DEFLATE"));
    // A server that refuses ID, ENABLE or COMPRESS is one without them.
    auto answers = flight.run();
    if (!answers)
        return answers.error();
    if (compress && answers->back()) {
        dialogue.reader().release();
        dialogue.socket().startCompression();
    }
    return {};
}

bool ImapSession::wantsCompression(CompressionRule rule) const
{
    const LineSocket &socket = m_dialogue->socket();
    if (rule == CompressionRule::Never || !capabilities().has("COMPRESS=DEFLATE"))
        return false;
    return rule == CompressionRule::Always || !socket.isPeerNear();
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

bool ImapSession::isCompressed() const
{
    return m_dialogue->socket().isCompressed();
}

std::uint64_t ImapSession::wireBytesRead() const
{
    return m_dialogue->socket().wireBytesRead();
}

std::uint64_t ImapSession::wireBytesWritten() const
{
    return m_dialogue->socket().wireBytesWritten();
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

UidValidity ImapSession::selectedUidValidity() const
{
    return m_dialogue->selected.uidValidity;
}

std::uint32_t ImapSession::exists() const
{
    return m_dialogue->selected.exists;
}

const MailboxEvents &ImapSession::events() const
{
    return m_dialogue->events();
}

MailboxEvents ImapSession::takeEvents()
{
    return m_dialogue->takeEvents();
}

} // namespace tern::imap
