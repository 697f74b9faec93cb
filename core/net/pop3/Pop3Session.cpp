// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/pop3/Pop3Session.h"

#include "core/net/pop3/Pop3Dialogue.h"
#include "core/net/pop3/Pop3SignIn.h"

#include <charconv>

namespace tern::pop3 {
namespace {

constexpr std::size_t kMostMessages = 1'000'000;
/// Commands on their way at once. Few enough that they never fill what a server that is busy talking takes in.
constexpr std::size_t kWindow = 100;
constexpr std::chrono::milliseconds kGoodbye{10'000};    // an honest server removes files now

} // namespace

class Pop3Session::Impl {
public:
    Pop3Dialogue dialogue;
    Capabilities capabilities;
    bool knowsTop = true;

    /// Reads what follows a positive status line of the series.
    using Body = std::function<Result<QByteArray>(const MaildropEntry &)>;
    Result<void> series(std::string_view verb, std::string_view tail, std::span<const MaildropEntry> entries, const Body &body, const Taker &taker)
    {
        const std::size_t window = capabilities.pipelining ? kWindow : 1;
        std::size_t sent = 0;
        for (std::size_t at = 0; at < entries.size(); ++at) {
            // Filled up again when half of it is used, so that one write carries many commands.
            if (sent - at <= window / 2 && sent < entries.size()) {
                std::vector<std::string> lines;
                for (; sent < entries.size() && sent - at < window; ++sent)
                    lines.push_back(std::string(verb) + " " + std::to_string(entries[sent].number) + std::string(tail));
                if (auto out = dialogue.sendAll(lines); !out)
                    return out;
            }
            auto reply = dialogue.readReply();
            if (!reply)
                return reply.error();
            if (reply->isContinuation)
                return broken("a challenge where none belongs");
            Result<QByteArray> got = reply->ok ? body(entries[at]) : errorFromReply(*reply, ErrorKind::ServerRefused, "pop3.message");
            if (!got && !dialogue.isUsable()) {
                // The one that ended the connection is told too: the caller may want to leave it out the next time.
                const Error error = got.error();
                (void)taker(entries[at], std::move(got));
                return error;
            }
            if (auto taken = taker(entries[at], std::move(got)); !taken) {
                dialogue.drop();
                return taken;
            }
        }
        dialogue.socket().trace().endBulk();
        return {};
    }

    Error broken(std::string detail)
    {
        dialogue.drop();
        return makeError(ErrorKind::ProtocolError, "pop3.reply", std::move(detail));
    }
};

Pop3Session::Pop3Session(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}

Pop3Session::~Pop3Session() = default;

Result<std::unique_ptr<Pop3Session>> Pop3Session::connect(const Pop3ConnectOptions &options, const NetContext &context)
{
    auto socket = LineSocket::connect(options.endpoint, WireProtocol::Pop3, context);
    if (!socket)
        return socket.error();
    std::unique_ptr<Impl> impl(new Impl{Pop3Dialogue(*std::move(socket)), {}});
    Pop3SignIn signIn(impl->dialogue, options);
    if (auto signedIn = signIn.run(); !signedIn)
        return signedIn.error();
    impl->capabilities = signIn.capabilities();
    impl->knowsTop = impl->capabilities.top || !impl->capabilities.known;
    return std::unique_ptr<Pop3Session>(new Pop3Session(std::move(impl)));
}

const Capabilities &Pop3Session::capabilities() const
{
    return m_impl->capabilities;
}

bool Pop3Session::isUsable() const
{
    return m_impl->dialogue.isUsable();
}

std::uint64_t Pop3Session::bytesRead() const
{
    return m_impl->dialogue.socket().bytesRead();
}

std::uint64_t Pop3Session::bytesWritten() const
{
    return m_impl->dialogue.socket().bytesWritten();
}

Result<std::vector<MaildropEntry>> Pop3Session::identifiers()
{
    auto reply = m_impl->dialogue.command("UIDL");
    if (!reply)
        return reply.error();
    if (!reply->ok)
        return errorFromReply(*reply, ErrorKind::Unsupported, "pop3.uidl");
    std::vector<MaildropEntry> entries;
    bool sense = true;
    const auto read = m_impl->dialogue.readLines(kMostMessages, [&](std::string_view line) {
        const auto [number, uidl] = parseListingLine(line);
        sense = sense && number != 0;
        entries.push_back({number, isUsableUidl(uidl) ? std::string(uidl) : std::string(), 0});
    });
    if (!read)
        return read.error();
    return sense ? Result<std::vector<MaildropEntry>>(std::move(entries)) : Result<std::vector<MaildropEntry>>(m_impl->broken("UIDL without numbers"));
}

Result<std::vector<MaildropEntry>> Pop3Session::sizes()
{
    auto reply = m_impl->dialogue.command("LIST");
    if (!reply)
        return reply.error();
    if (!reply->ok)
        return errorFromReply(*reply, ErrorKind::ServerRefused, "pop3.list");
    std::vector<MaildropEntry> entries;
    bool sense = true;
    const auto read = m_impl->dialogue.readLines(kMostMessages, [&](std::string_view line) {
        const auto [number, text] = parseListingLine(line);
        std::uint64_t size = 0;
        std::from_chars(text.data(), text.data() + text.size(), size);
        sense = sense && number != 0;
        entries.push_back({number, {}, size});
    });
    if (!read)
        return read.error();
    return sense ? Result<std::vector<MaildropEntry>>(std::move(entries)) : Result<std::vector<MaildropEntry>>(m_impl->broken("LIST without numbers"));
}

Result<std::uint32_t> Pop3Session::count()
{
    auto reply = m_impl->dialogue.command("STAT");
    if (!reply)
        return reply.error();
    if (!reply->ok)
        return errorFromReply(*reply, ErrorKind::ServerRefused, "pop3.stat");
    std::uint32_t number = 0;
    std::from_chars(reply->text.data(), reply->text.data() + reply->text.size(), number);
    return number;
}

Result<void> Pop3Session::retrieve(std::span<const MaildropEntry> entries, const Taker &taker)
{
    return m_impl->series("RETR", {}, entries, [this](const MaildropEntry &entry) { return m_impl->dialogue.readMessage(kLargestMessage, entry.size); }, taker);
}

Result<void> Pop3Session::headers(std::span<const MaildropEntry> entries, const Taker &taker)
{
    constexpr std::uint64_t kLargestHeader = 4 * 1024 * 1024;
    if (!m_impl->knowsTop) {
        for (const MaildropEntry &entry : entries) {
            if (auto taken = taker(entry, makeError(ErrorKind::Unsupported, "pop3.top", "the server doesn't know TOP")); !taken)
                return taken;
        }
        return {};
    }
    return m_impl->series("TOP", " 0", entries, [this](const MaildropEntry &) { return m_impl->dialogue.readMessage(kLargestHeader, 4096); }, taker);
}

Result<void> Pop3Session::remove(std::span<const MaildropEntry> entries, const Taker &taker)
{
    return m_impl->series("DELE", {}, entries, [](const MaildropEntry &) { return Result<QByteArray>(QByteArray()); }, taker);
}

Result<void> Pop3Session::quit()
{
    if (!isUsable())
        return makeError(ErrorKind::ConnectionLost, "pop3.quit");
    m_impl->dialogue.socket().setReplyTimeout(kGoodbye);
    auto reply = m_impl->dialogue.command("QUIT");
    m_impl->dialogue.drop();
    if (!reply)
        return reply.error();
    return reply->ok ? Result<void>() : errorFromReply(*reply, ErrorKind::ServerRefused, "pop3.quit");
}

Result<void> Pop3Session::reset()
{
    auto reply = m_impl->dialogue.command("RSET");
    if (!reply)
        return reply.error();
    return reply->ok ? Result<void>() : errorFromReply(*reply, ErrorKind::ServerRefused, "pop3.reset");
}

} // namespace tern::pop3
