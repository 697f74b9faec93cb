// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/pop3/Pop3Session.h"

#include "core/net/pop3/Pop3Dialogue.h"
#include "core/net/pop3/Pop3SignIn.h"

#include <charconv>
#include <unordered_map>

namespace tern::pop3 {
namespace {

constexpr std::size_t kMostMessages = 1'000'000;
/// Commands on their way at once: so many that nobody waits for the other's turn, so few (12 KB) that they never fill what a server that is busy
/// talking takes in.
constexpr std::size_t kWindow = 1'000;
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

    Result<std::vector<MaildropEntry>> readIdentifiers(const Pop3Reply &reply)
    {
        return readListing(reply, ErrorKind::Unsupported, "pop3.uidl", [](std::uint32_t number, std::string_view text) {
            return MaildropEntry{number, isUsableUidl(text) ? std::string(text) : std::string(), 0};
        });
    }
    Result<std::vector<MaildropEntry>> readSizes(const Pop3Reply &reply)
    {
        return readListing(reply, ErrorKind::ServerRefused, "pop3.list", [](std::uint32_t number, std::string_view text) {
            std::uint64_t size = 0;
            std::from_chars(text.data(), text.data() + text.size(), size);
            return MaildropEntry{number, {}, size};
        });
    }
    template <typename Make>
    Result<std::vector<MaildropEntry>> readListing(const Pop3Reply &reply, ErrorKind refusal, const char *where, const Make &make)
    {
        if (reply.isContinuation)
            return broken("a challenge where none belongs");
        if (!reply.ok)
            return errorFromReply(reply, refusal, where);
        std::vector<MaildropEntry> entries;
        bool sense = true;
        const auto read = dialogue.readLines(kMostMessages, [&](std::string_view line) {
            const auto [number, text] = parseListingLine(line);
            sense = sense && number != 0;
            entries.push_back(make(number, text));
        });
        if (!read)
            return read.error();
        if (!sense)
            return broken("a listing without numbers");
        return entries;
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
    return reply ? m_impl->readIdentifiers(*reply) : Result<std::vector<MaildropEntry>>(reply.error());
}

Result<std::vector<MaildropEntry>> Pop3Session::sizes()
{
    auto reply = m_impl->dialogue.command("LIST");
    return reply ? m_impl->readSizes(*reply) : Result<std::vector<MaildropEntry>>(reply.error());
}

Result<std::vector<MaildropEntry>> Pop3Session::listing()
{
    if (!m_impl->capabilities.pipelining) {
        auto entries = identifiers();
        return entries || entries.error().kind != ErrorKind::Unsupported ? entries : sizes();
    }
    if (auto sent = m_impl->dialogue.sendAll({"UIDL", "LIST"}); !sent)
        return sent.error();
    auto first = m_impl->dialogue.readReply();
    if (!first)
        return first.error();
    auto entries = m_impl->readIdentifiers(*first);
    if (!entries && !isUsable())
        return entries;
    auto second = m_impl->dialogue.readReply();
    if (!second)
        return second.error();
    auto sizes = m_impl->readSizes(*second);
    if (!sizes && !isUsable())
        return sizes;
    if (!entries)
        return entries.error().kind == ErrorKind::Unsupported ? sizes : entries;
    if (!sizes)
        return entries;
    std::unordered_map<std::uint32_t, std::uint64_t> bySize;
    for (const MaildropEntry &entry : *sizes)
        bySize.emplace(entry.number, entry.size);
    for (MaildropEntry &entry : *entries) {
        if (const auto found = bySize.find(entry.number); found != bySize.end())
            entry.size = found->second;
    }
    return entries;
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
