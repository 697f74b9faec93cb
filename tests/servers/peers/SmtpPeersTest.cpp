// SPDX-License-Identifier: GPL-3.0-or-later
// Postfix, Exim and OpenSMTPD take mail from an SmtpSession and from the whole engine, and what is in the mailbox afterwards is what was sent.
#include "core/crypto/TrustStore.h"
#include "core/net/imap/ImapSession.h"
#include "core/net/smtp/SmtpSession.h"
#include "tests/servers/engine/EngineWorld.h"
#include "tests/support/plainimap/PlainImap.h"

#include <QFile>

#include <fstream>
#include <sstream>
#include <unistd.h>

namespace tern::engine::test {
namespace {

using tern::test::PlainImap;
using tern::test::TestServers;
using tern::test::TestServersOptions;

constexpr std::size_t kSizeLimit = 1'000'000;
// Not one letter, which one Message-ID of 32 ends with.
constexpr const char *kBlind = "blind@qq.test";
const std::vector<std::string> kPeople{"a@qq.test", "b@qq.test", "c@qq.test", kBlind, "li@xn--fsqu00a.test"};

class TextSource final : public ByteSource {
public:
    explicit TextSource(std::string text) : m_text(std::move(text)) { }
    [[nodiscard]] Result<std::size_t> read(std::span<char> into) override
    {
        const std::size_t count = m_text.copy(into.data(), into.size(), m_at);
        m_at += count;
        return count;
    }

private:
    std::string m_text;
    std::size_t m_at = 0;
};

struct Peer {
    const char *name;
    bool offersUtf8;
    bool offersPipelining;
};

std::ostream &operator<<(std::ostream &out, const Peer &peer) { return out << peer.name; }

class SmtpPeers : public ::testing::TestWithParam<Peer> {
protected:
    static void SetUpTestSuite()
    {
        if (::geteuid() != 0)
            return;
        TestServersOptions options;
        options.postfix = true;
        options.exim = options.opensmtpd = TestServers::privateRoots();
        options.users = kPeople;
        options.more = {"--max-size", std::to_string(kSizeLimit)};
        s_servers = new TestServers(options);
    }
    static void TearDownTestSuite()
    {
        delete s_servers;
        s_servers = nullptr;
    }

    void SetUp() override
    {
        if (!s_servers)
            GTEST_SKIP() << "needs root";
        const std::string name = GetParam().name;
        port = name == "Postfix" ? s_servers->postfix : name == "Exim" ? s_servers->exim.starttls : s_servers->opensmtpd.starttls;
        if (port == 0)
            GTEST_SKIP() << "this machine allows no mounts of one's own";
        ASSERT_TRUE(trust.addAuthorities(s_servers->caFile).ok());
        context.trust = &trust;
        context.trace = &trace;
    }

    std::unique_ptr<smtp::SmtpSession> connected()
    {
        auto session = smtp::SmtpSession::connect(
            {{"localhost", port, Security::StartTls}, s_servers->sender().user, crypto::Secret(s_servers->sender().password)}, context);
        EXPECT_TRUE(session.ok()) << (session ? "" : session.error().toString());
        return session ? *std::move(session) : nullptr;
    }

    static std::string mail(const std::string &subject, const std::string &body)
    {
        return "From: sender@163.test\r\nTo: receiver@qq.test\r\nDate: Fri, 27 Nov 2026 12:00:00 +0000\r\nMessage-ID: <" + subject +
               "@163.test>\r\nSubject: " + subject + "\r\n\r\n" + body;
    }
    static smtp::Envelope envelope(std::vector<std::string> recipients, const std::string &message)
    {
        smtp::Envelope envelope;
        envelope.from = "sender@163.test";
        envelope.recipients = std::move(recipients);
        envelope.size = message.size();
        envelope.eightBit = std::any_of(message.begin(), message.end(), [](char c) { return static_cast<unsigned char>(c) > 0x7F; });
        return envelope;
    }
    smtp::TransactionResult send(smtp::SmtpSession &session, std::vector<std::string> recipients, const std::string &message)
    {
        TextSource source(message);
        return session.send(envelope(std::move(recipients), message), source);
    }

    static std::vector<std::uint32_t> uids(const std::string &email, const std::string &subject)
    {
        const auto &account = s_servers->account(email);
        std::vector<std::uint32_t> found;
        for (const PlainImap::Message &message : PlainImap(s_servers->imap.plain, account.user, account.password).messages("INBOX")) {
            if (message.subject == subject)
                found.push_back(message.uid);
        }
        return found;
    }
    /// How often it is in the mailbox, once it is there at all: from a server's queue it goes by itself.
    static std::size_t arrived(const std::string &email, const std::string &subject, std::size_t wanted = 1)
    {
        for (int tries = 0; tries < 1000 && uids(email, subject).size() < wanted; ++tries)
            ::usleep(20'000);
        return uids(email, subject).size();
    }
    /// The content in the mailbox, as the server has it.
    std::string content(const std::string &email, const std::string &subject)
    {
        if (arrived(email, subject) == 0)
            return {};
        const auto &account = s_servers->account(email);
        auto session =
            imap::ImapSession::connect({{"localhost", s_servers->imap.tls, Security::Tls}, account.user, crypto::Secret(account.password)}, context);
        if (!session || !(*session)->select("INBOX"))
            return {};
        return (*session)->fetchBody(Uid{uids(email, subject).front()}).valueOr({}).toStdString();
    }
    static std::string international(const std::string &subject)
    {
        const std::string file = std::string(GetParam().name) == "Exim" ? s_servers->eximInternational : s_servers->postfixInternational;
        for (int tries = 0; tries < 500; ++tries) {
            std::ostringstream text;
            text << std::ifstream(file).rdbuf();
            if (text.str().find(subject) != std::string::npos)
                return text.str();
            ::usleep(20'000);
        }
        return {};
    }
    std::string said() const
    {
        std::string text;
        for (const TraceLine &line : trace.snapshot())
            text += line.text + "\n";
        return text;
    }
    static std::string named(const std::string &what) { return std::string(GetParam().name) + "-" + what; }

    static TestServers *s_servers;
    std::uint16_t port = 0;
    crypto::TrustStore trust{false};
    TraceRing trace;
    NetContext context;
};

TestServers *SmtpPeers::s_servers = nullptr;

TEST_P(SmtpPeers, SignsInOverTlsAndUsesWhatIsOffered)
{
    const auto session = connected();
    ASSERT_NE(session, nullptr);
    EXPECT_NE(session->tlsDescription().find("TLS"), std::string::npos);
    EXPECT_EQ(session->capabilities().smtpUtf8, GetParam().offersUtf8);
    EXPECT_EQ(session->capabilities().pipelining, GetParam().offersPipelining);
    EXPECT_EQ(said().find(s_servers->sender().password), std::string::npos);
    const auto wrong =
        smtp::SmtpSession::connect({{"localhost", port, Security::StartTls}, s_servers->sender().user, crypto::Secret("wrong")}, context);
    ASSERT_FALSE(wrong.ok());
    EXPECT_EQ(wrong.error().kind, ErrorKind::AuthenticationFailed);
}

TEST_P(SmtpPeers, KeepsEveryByte)
{
    const std::string subject = named("bytes");
    std::string body = ".\r\n..\r\n...\r\n.x\r\n\r\n.\r\n";
    body += "你好，第二封\r\n" + std::string(900, 'y') + "\r\n.\r\n trailing \t\r\n\r\n\r\n";
    for (int i = 0; i < 2000; ++i)
        body += std::string(static_cast<std::size_t>(i % 5), '.') + std::to_string(i) + "\r\n";
    const std::string message = mail(subject, body + ".\r\n");
    auto session = connected();
    ASSERT_NE(session, nullptr);
    const auto result = send(*session, {"receiver@qq.test"}, message);
    ASSERT_TRUE(result.accepted) << result.error->toString();
    const std::string found = content("receiver@qq.test", subject);
    // What a server adds stands above.
    EXPECT_TRUE(found.ends_with("\r\n\r\n" + body + ".\r\n")) << found.substr(0, 2000);
    for (const char *line : {"From: sender@163.test\r\n", "To: receiver@qq.test\r\n", "Date: Fri, 27 Nov 2026 12:00:00 +0000\r\n"})
        EXPECT_NE(found.find(line), std::string::npos) << line;
}

TEST_P(SmtpPeers, NamesTheOneOfFiveThatWasRefused)
{
    const std::string subject = named("five");
    auto session = connected();
    ASSERT_NE(session, nullptr);
    const auto result = send(*session, {"a@qq.test", "b@qq.test", "nobody@qq.test", "c@qq.test", "receiver@qq.test"}, mail(subject, "hello\r\n"));
    ASSERT_TRUE(result.accepted) << result.error->toString();
    ASSERT_EQ(result.recipients.size(), 5U);
    for (const auto &recipient : result.recipients)
        EXPECT_EQ(recipient.ok, recipient.address != "nobody@qq.test") << recipient.address << ": " << recipient.reply;
    EXPECT_EQ(result.recipients[2].code, 550);
    EXPECT_FALSE(result.recipients[2].temporary);
    for (const char *person : {"a@qq.test", "b@qq.test", "c@qq.test", "receiver@qq.test"})
        EXPECT_EQ(arrived(person, subject), 1U) << person;
    // And a transaction that nobody is left of leaves the connection usable.
    const auto none = send(*session, {"nobody@qq.test"}, mail(named("none"), "hello\r\n"));
    ASSERT_TRUE(none.error);
    EXPECT_EQ(none.error->kind, ErrorKind::RecipientRefused);
    EXPECT_TRUE(send(*session, {"a@qq.test"}, mail(named("after"), "hello\r\n")).accepted);
}

TEST_P(SmtpPeers, RefusesWhatIsTooLarge)
{
    const std::string subject = named("large");
    std::string body;
    while (body.size() < kSizeLimit + 100'000)
        body += std::string(76, 'z') + "\r\n";
    auto session = connected();
    ASSERT_NE(session, nullptr);
    const auto result = send(*session, {"receiver@qq.test"}, mail(subject, body));
    EXPECT_FALSE(result.accepted);
    ASSERT_TRUE(result.error);
    EXPECT_EQ(result.error->kind, ErrorKind::MessageTooLarge) << result.error->toString();
    auto again = connected();
    ASSERT_NE(again, nullptr);
    EXPECT_TRUE(send(*again, {"receiver@qq.test"}, mail(named("small"), "hello\r\n")).accepted);
    EXPECT_EQ(arrived("receiver@qq.test", named("small")), 1U);
    EXPECT_EQ(uids("receiver@qq.test", subject).size(), 0U);
}

/// Twenty messages; the eighth is for nobody.
class Twenty final : public smtp::OutgoingSeries {
public:
    explicit Twenty(std::function<Mail(int)> make) : m_make(std::move(make)) { }
    std::optional<Mail> next() override { return given < 20 ? std::optional(m_make(given++)) : std::nullopt; }
    void settled(const smtp::TransactionResult &result) override { results.push_back(result); }

    int given = 0;
    std::vector<smtp::TransactionResult> results;

private:
    std::function<Mail(int)> m_make;
};

TEST_P(SmtpPeers, TakesASeriesOverOneConnection)
{
    const auto subject = [](int number) { return named("series-" + std::to_string(number)); };
    auto session = connected();
    ASSERT_NE(session, nullptr);
    Twenty series([&](int number) {
        const std::string message = mail(subject(number), ".\r\nnumber " + std::to_string(number) + "\r\n");
        Twenty::Mail one;
        one.envelope = envelope({number == 7 ? "nobody@qq.test" : "a@qq.test"}, message);
        one.source = std::make_unique<TextSource>(message);
        return one;
    });
    session->sendAll(series);
    EXPECT_TRUE(session->isUsable());
    session->quit();
    ASSERT_EQ(series.results.size(), 20U);
    for (int i = 0; i < 20; ++i) {
        const auto &result = series.results[static_cast<std::size_t>(i)];
        EXPECT_EQ(result.accepted, i != 7) << i << (result.error ? result.error->toString() : "");
        if (i != 7) {
            EXPECT_EQ(arrived("a@qq.test", subject(i)), 1U) << i;
        }
    }
    EXPECT_EQ(series.results[7].error->kind, ErrorKind::RecipientRefused);
}

TEST_P(SmtpPeers, InternationalAddresses)
{
    auto session = connected();
    ASSERT_NE(session, nullptr);
    const std::string message = mail(named("international"), "你好\r\n");
    const auto result = send(*session, {"中文@qq.test"}, message);
    if (GetParam().offersUtf8) {
        ASSERT_TRUE(result.accepted) << result.error->toString();
        EXPECT_NE(international(named("international")).find("你好"), std::string::npos);
    } else {
        ASSERT_TRUE(result.error);
        EXPECT_EQ(result.error->kind, ErrorKind::Unsupported) << result.error->toString();
    }
    // A domain alone needs nothing of the server.
    const auto domain = send(*session, {"li@例子.test"}, mail(named("idn"), "hello\r\n"));
    ASSERT_TRUE(domain.accepted) << domain.error->toString();
    EXPECT_EQ(arrived("li@xn--fsqu00a.test", named("idn")), 1U);
}

TEST_P(SmtpPeers, TheEngineSendsAndTellsWhatFailed)
{
    EngineWorld world(*s_servers, std::chrono::milliseconds(0), port);
    const QString sender = QString::fromStdString(s_servers->sender().email);
    const auto outgoing = [&](const std::string &what, const QString &to, const QString &text) {
        OutgoingMail mail;
        mail.account = world.accounts[sender];
        mail.to = to;
        mail.subject = QString::fromStdString(named(what));
        mail.text = text;
        auto sent = wait<OutboxId>([&](auto done) { world.engine->send(std::move(mail), std::move(done)); });
        EXPECT_TRUE(sent.ok()) << sent.error().toString();
        return sent.valueOr({});
    };
    const auto record = [&](OutboxId id) { return **world.reader->outboxItem(id); };
    const auto settled = [&](OutboxId id) {
        return world.eventually([&] {
            const auto state = record(id).state;
            return state == store::OutboxState::SentCopySaved || state == store::OutboxState::Failed;
        });
    };
    const OutboxId five = outgoing("engine-five", QStringLiteral("a@qq.test, b@qq.test, nobody@qq.test, c@qq.test, receiver@qq.test"), QStringLiteral(".\n..\n你好\n"));
    const OutboxId large = outgoing("engine-large", QStringLiteral("receiver@qq.test"), QString(kSizeLimit + 100'000, u'字'));
    std::vector<OutboxId> series;
    for (int i = 0; i < 20; ++i)
        series.push_back(outgoing("engine-" + std::to_string(i), QStringLiteral("b@qq.test"), QString::number(i)));

    ASSERT_TRUE(settled(five)) << world.dialogue();
    for (const store::OutboxRecipient &recipient : record(five).recipients)
        EXPECT_EQ(recipient.refused, recipient.address == QStringLiteral("nobody@qq.test")) << recipient.reply.toStdString();
    for (const char *person : {"a@qq.test", "b@qq.test", "c@qq.test", "receiver@qq.test"})
        EXPECT_EQ(arrived(person, named("engine-five")), 1U) << person;

    // Not gone, not forgotten: it stands in the Outbox with its reason.
    ASSERT_TRUE(settled(large));
    EXPECT_EQ(record(large).state, store::OutboxState::Failed);
    ASSERT_TRUE(record(large).reason);
    EXPECT_EQ(record(large).reason->kind, ErrorKind::MessageTooLarge) << record(large).reason->toString();

    for (int i = 0; i < 20; ++i) {
        ASSERT_TRUE(settled(series[static_cast<std::size_t>(i)])) << world.dialogue();
        EXPECT_EQ(record(series[static_cast<std::size_t>(i)]).state, store::OutboxState::SentCopySaved) << i;
        EXPECT_EQ(arrived("b@qq.test", named("engine-" + std::to_string(i))), 1U) << i;
    }

    const OutboxId idn = outgoing("engine-idn", QStringLiteral("li@例子.test"), QStringLiteral("hello"));
    ASSERT_TRUE(settled(idn));
    EXPECT_EQ(arrived("li@xn--fsqu00a.test", named("engine-idn")), 1U);
    const OutboxId utf8 = outgoing("engine-utf8", QStringLiteral("中文@qq.test"), QStringLiteral("hello"));
    ASSERT_TRUE(settled(utf8));
    if (GetParam().offersUtf8) {
        EXPECT_EQ(record(utf8).state, store::OutboxState::SentCopySaved);
        EXPECT_FALSE(international(named("engine-utf8")).empty());
    } else {
        EXPECT_EQ(record(utf8).state, store::OutboxState::Failed);
        EXPECT_EQ(record(utf8).reason->kind, ErrorKind::Unsupported) << record(utf8).reason->toString();
    }
}

TEST_P(SmtpPeers, AnAddressHasItAsAServerOfItsOwn)
{
    EngineWorld world(*s_servers);
    const AccountId account = world.accounts[QString::fromStdString(s_servers->sender().email)];
    const auto &own = s_servers->account("a@qq.test");
    store::IdentityRecord identity{{}, account, QStringLiteral("张伟"), QStringLiteral("a@qq.test"), {}, {"localhost", port, static_cast<int>(Security::StartTls), own.user}, {}};
    const auto check = [&](const std::string &password) {
        return wait<CheckedIdentity>([&](auto done) { world.engine->checkIdentity({identity, {QString::fromStdString(password), {}}, {}}, {}, std::move(done)); });
    };
    EXPECT_EQ(check("wrong").error().kind, ErrorKind::AuthenticationFailed);
    const auto good = check(own.password);
    ASSERT_TRUE(good.ok()) << good.error().toString();
    EXPECT_TRUE(good->tls.startsWith(QStringLiteral("TLS")));
    auto saved = wait<IdentityId>([&](auto done) { world.engine->saveIdentity(identity, {QString::fromStdString(own.password), {}}, std::move(done)); });
    ASSERT_TRUE(saved.ok()) << saved.error().toString();

    std::vector<OutboxId> items;
    for (int i = 0; i < 6; ++i) {
        OutgoingMail mail;
        mail.account = account;
        mail.identity = i % 2 ? *saved : IdentityId{};
        mail.to = QStringLiteral("b@qq.test");
        mail.bcc = QLatin1String(kBlind);
        mail.subject = QString::fromStdString(named("own-" + std::to_string(i)));
        mail.text = QStringLiteral("hello");
        items.push_back(wait<OutboxId>([&](auto done) { world.engine->send(std::move(mail), std::move(done)); }).valueOr({}));
    }
    for (int i = 0; i < 6; ++i) {
        const OutboxId item = items[static_cast<std::size_t>(i)];
        ASSERT_TRUE(world.eventually([&] { return (**world.reader->outboxItem(item)).state == store::OutboxState::SentCopySaved; })) << world.dialogue();
        const std::uint16_t through = i % 2 ? port : s_servers->smtp.starttls;
        EXPECT_TRUE((**world.reader->outboxItem(item)).server.endsWith(QString::number(through)));
        const std::string subject = named("own-" + std::to_string(i));
        for (const char *person : {"b@qq.test", kBlind}) {
            ASSERT_EQ(arrived(person, subject), 1U);
            // What the sender wrote begins behind what servers put above it.
            const std::string found = content(person, subject);
            const std::string written = found.substr(found.find("\r\nFrom: ") + 2);
            EXPECT_NE(written.find(i % 2 ? "a@qq.test" : "sender@163.test"), std::string::npos);
            EXPECT_EQ(written.find(kBlind), std::string::npos) << written;
            EXPECT_EQ(found.find("\r\nBcc:"), std::string::npos);
        }
    }
    EXPECT_TRUE(wait<void>([&](auto done) { world.engine->removeIdentity(*saved, std::move(done)); }).ok());
    EXPECT_EQ(world.reader->identities(account)->size(), 1U);
}

INSTANTIATE_TEST_SUITE_P(All, SmtpPeers, ::testing::Values(Peer{"Postfix", true, true}, Peer{"Exim", true, true}, Peer{"OpenSMTPD", false, false}),
                         [](const auto &one) { return std::string(one.param.name); });

} // namespace
} // namespace tern::engine::test
