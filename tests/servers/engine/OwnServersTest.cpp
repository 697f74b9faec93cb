// SPDX-License-Identifier: GPL-3.0-or-later
// Addresses with a server of their own for sending, in the whole engine: by password, on a provider's page, with a pinned certificate; and the connection
// doctor on the way to all of them, in front of Postfix.
#include "tests/servers/engine/EngineWorld.h"
#include "tests/support/scripted/IdentityProvider.h"

#include <fstream>
#include <sstream>
#include <thread>
#include <unistd.h>

namespace tern::engine::test {
namespace {

using tern::test::IdentityProvider;
using tern::test::TestServers;
using tern::test::TestServersOptions;

class OwnServers : public ::testing::Test {
protected:
    static void SetUpTestSuite()
    {
        s_servers = std::make_unique<TestServers>(TestServersOptions{.tlsCases = {"wronghost"}, .postfix = ::geteuid() == 0, .more = {"--oauth"}});
    }
    static void TearDownTestSuite() { s_servers.reset(); }

    static store::IdentityRecord identityOf(AccountId account, const QString &address, std::uint16_t port, Security security)
    {
        return {{}, account, QStringLiteral("张伟"), address, {}, {"localhost", port, static_cast<int>(security), address.toStdString()}, {}};
    }
    static Result<CheckedIdentity> check(EngineWorld &world, IdentityCheck wanted, const std::function<void(QString)> &openPage = [](const QString &) {})
    {
        return wait<CheckedIdentity>([&](auto done) { world.engine->checkIdentity(std::move(wanted), openPage, std::move(done)); });
    }
    static Result<IdentityId> save(EngineWorld &world, const store::IdentityRecord &identity, IdentityProof proof)
    {
        return wait<IdentityId>([&](auto done) { world.engine->saveIdentity(identity, std::move(proof), std::move(done)); });
    }
    static OutboxId send(EngineWorld &world, IdentityId identity, const QString &subject)
    {
        OutgoingMail mail;
        mail.account = world.accounts[kSender];
        mail.identity = identity;
        mail.to = QStringLiteral("receiver@qq.test");
        mail.subject = subject;
        mail.text = QStringLiteral("hello");
        return wait<OutboxId>([&](auto done) { world.engine->send(std::move(mail), std::move(done)); }).valueOr({});
    }
    static bool isSent(EngineWorld &world, OutboxId item)
    {
        return world.eventually([&] { return (**world.reader->outboxItem(item)).state == store::OutboxState::SentCopySaved; });
    }
    /// Connections that were made to a port so far, with what matched on one of them.
    static std::set<std::int64_t> connections(EngineWorld &world, std::uint16_t port, const std::string &said)
    {
        std::set<std::int64_t> found;
        for (const TraceLine &line : world.engine->trace().snapshot()) {
            if (line.endpoint.ends_with(":" + std::to_string(port)) && line.direction == TraceDirection::Client && line.text.starts_with(said))
                found.insert(line.connectionId);
        }
        return found;
    }

    static inline const QString kSender = QStringLiteral("sender@163.test");
    static inline const QString kReceiver = QStringLiteral("receiver@qq.test");
    static std::unique_ptr<TestServers> s_servers;
};

std::unique_ptr<TestServers> OwnServers::s_servers;

TEST_F(OwnServers, TwoAddressesShareOneConnectionAndOnePassword)
{
    EngineWorld world(*s_servers);
    const AccountId account = world.accounts[kSender];
    const std::uint16_t port = s_servers->smtp.tls;
    store::IdentityRecord first = identityOf(account, kReceiver, port, Security::Tls);
    store::IdentityRecord second = first;
    second.address = QStringLiteral("sales@qq.test");
    const IdentityProof wrong{QStringLiteral("wrong"), {}};
    const IdentityProof right{QString::fromStdString(s_servers->receiver().password), {}};
    first.id = save(world, first, wrong).valueOr({});
    second.id = save(world, second, right).valueOr({});     // mends the first one's too: it is one sign-in
    ASSERT_TRUE(first.id.isValid() && second.id.isValid());
    EXPECT_TRUE(check(world, {first, {}, {}}).ok());
    world.engine->trace().clear();

    // Several wait while the server is away, and go when it is back.
    s_servers->stopServers();
    std::vector<OutboxId> items;
    for (int i = 0; i < 6; ++i)
        items.push_back(send(world, i % 2 ? first.id : second.id, QStringLiteral("shared %1").arg(i)));
    ASSERT_TRUE(world.eventually([&] {
        return std::all_of(items.begin(), items.end(), [&](OutboxId item) { return (**world.reader->outboxItem(item)).state == store::OutboxState::Waiting; });
    }));
    s_servers->startServers();
    for (const OutboxId item : items)
        (void)wait<void>([&](auto done) { world.engine->retryOutbox(item, std::move(done)); });
    for (const OutboxId item : items)
        ASSERT_TRUE(isSent(world, item)) << world.dialogue();
    const auto sending = connections(world, port, "MAIL FROM");
    EXPECT_LE(sending.size(), 2u) << "retried one by one, the first may have gone alone\n" << world.dialogue();
    int both = 0;
    for (const std::int64_t connection : sending) {
        bool asFirst = false;
        bool asSecond = false;
        for (const TraceLine &line : world.engine->trace().snapshot()) {
            asFirst = asFirst || (line.connectionId == connection && line.text.starts_with("MAIL FROM:<receiver@qq.test>"));
            asSecond = asSecond || (line.connectionId == connection && line.text.starts_with("MAIL FROM:<sales@qq.test>"));
        }
        both += asFirst && asSecond ? 1 : 0;
    }
    EXPECT_GE(both, 1) << world.dialogue();
}

TEST_F(OwnServers, OneSignsInOnTheProvidersPage)
{
    QTemporaryDir folder;
    const auto authority = tern::test::makeAuthority();
    IdentityProvider provider(authority);
    provider.prefix = s_servers->receiver().email + ":";
    const std::string clients = folder.filePath(QStringLiteral("clients.json")).toStdString();
    std::ofstream(clients) << R"({"ours": {"client_id": "tern", "authorize": ")" << provider.authorizeUrl() << R"(", "token": ")" << provider.tokenUrl()
                           << R"(", "scopes": "mail", "domains": ["qq.test"]}})";
    EngineWorld world(*s_servers);
    // The account's own authority file counts for its addresses' servers as well; here also for the provider's page.
    const AccountId account = world.accounts[kSender];
    auto record = *world.reader->account(account);
    const std::string both = folder.filePath(QStringLiteral("ca.pem")).toStdString();
    std::ifstream theirs(s_servers->caFile);
    std::ofstream(both) << theirs.rdbuf() << authority.certificatePem;
    record.caFile = both;
    ASSERT_TRUE(wait<void>([&](auto done) { world.engine->updateAccount(record, {}, std::move(done)); }).ok());
    world.close();
    world.options.oauthClients = clients;
    world.open();
    EXPECT_EQ(world.engine->browserProvider(kReceiver), "ours");
    EXPECT_EQ(world.engine->browserProvider(kSender), "");

    store::IdentityRecord identity = identityOf(account, kReceiver, s_servers->smtp.tls, Security::Tls);
    identity.auth = "oauth:ours";
    std::vector<std::thread> browsers;
    const auto browser = [&](const QString &url) { browsers.emplace_back([&provider, page = url.toStdString()] { static_cast<void>(provider.visit(page)); }); };
    const auto good = check(world, {identity, {}, {}}, browser);
    for (std::thread &one : browsers)
        one.join();
    ASSERT_TRUE(good.ok()) << good.error().toString() << "\n" << world.dialogue();
    ASSERT_TRUE(good->tokens);
    EXPECT_TRUE(good->tls.startsWith(QStringLiteral("TLS")));
    identity.id = save(world, identity, {{}, good->tokens}).valueOr({});
    ASSERT_TRUE(identity.id.isValid());
    ASSERT_TRUE(isSent(world, send(world, identity.id, QStringLiteral("by token")))) << world.dialogue();
    EXPECT_FALSE(connections(world, s_servers->smtp.tls, "AUTH XOAUTH2").empty()) << world.dialogue();

    // The server ends the token before its time: renewed without a person.
    s_servers->revokeTokens();
    ASSERT_TRUE(isSent(world, send(world, identity.id, QStringLiteral("by another token")))) << world.dialogue();
    // It is kept: checking again needs no page.
    const auto again = check(world, {identity, {}, {}}, [](const QString &) { ADD_FAILURE() << "the page is opened again"; });
    EXPECT_TRUE(again.ok()) << again.error().toString();
    for (const TraceLine &line : world.engine->trace().snapshot())
        EXPECT_EQ(line.text.find("access-"), std::string::npos) << line.text;
}

TEST_F(OwnServers, WaitingForThePageCanBeStopped)
{
    QTemporaryDir folder;
    const auto authority = tern::test::makeAuthority();
    IdentityProvider provider(authority);
    const std::string clients = folder.filePath(QStringLiteral("clients.json")).toStdString();
    std::ofstream(clients) << R"({"ours": {"client_id": "tern", "authorize": ")" << provider.authorizeUrl() << R"(", "token": ")" << provider.tokenUrl()
                           << R"(", "scopes": "mail", "domains": ["qq.test"]}})";
    EngineWorld world(*s_servers);
    world.close();
    world.options.oauthClients = clients;
    world.open();
    store::IdentityRecord identity = identityOf(world.accounts[kSender], kReceiver, s_servers->smtp.tls, Security::Tls);
    identity.auth = "oauth:ours";
    std::promise<void> shown;
    std::promise<Result<CheckedIdentity>> promise;
    const int handle = world.engine->checkIdentity({identity, {}, {}}, [&](const QString &) { shown.set_value(); },
                                                   [&](Result<CheckedIdentity> outcome) { promise.set_value(std::move(outcome)); });
    ASSERT_EQ(shown.get_future().wait_for(std::chrono::seconds(20)), std::future_status::ready);
    auto outcome = promise.get_future();
    const auto since = std::chrono::steady_clock::now();
    world.engine->cancelDiagnosis(handle);
    ASSERT_EQ(outcome.wait_for(std::chrono::seconds(20)), std::future_status::ready);
    EXPECT_LE(std::chrono::steady_clock::now() - since, std::chrono::seconds(1));
    EXPECT_EQ(outcome.get().error().kind, ErrorKind::Cancelled);
}

TEST_F(OwnServers, ARefusedCertificateIsPinnedThere)
{
    EngineWorld world(*s_servers);
    const std::uint16_t port = s_servers->tlsCases.at("wronghost").smtp;
    const store::IdentityRecord identity = identityOf(world.accounts[kSender], kReceiver, port, Security::Tls);
    const IdentityCheck wanted{identity, {QString::fromStdString(s_servers->receiver().password), {}}, {}};
    const auto refused = check(world, wanted);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().kind, ErrorKind::CertificateInvalid);
    const auto report = world.engine->refusedCertificate("localhost", port);
    ASSERT_TRUE(report);
    ASSERT_TRUE(wait<void>([&](auto done) { world.engine->trustCertificate("localhost", port, report->leaf.sha256, std::move(done)); }).ok());
    const auto good = check(world, wanted);
    EXPECT_TRUE(good.ok()) << good.error().toString();
}

std::string linesOf(const std::vector<DoctorStep> &steps)
{
    std::string text;
    for (const DoctorStep &step : steps) {
        text += std::to_string(step.endpoint.port) + " " + step.addresses.join(QLatin1Char(',')).toStdString() + " " + std::to_string(int(step.kind)) + " "
            + std::to_string(int(step.state)) + " " + step.detail.toStdString() + (step.error ? step.error->toString() : "") + "\n";
    }
    return text;
}

TEST_F(OwnServers, TheDoctorGoesTheWayToEachOfThemInFrontOfPostfix)
{
    if (s_servers->postfix == 0)
        GTEST_SKIP() << "Postfix needs root";
    EngineWorld world(*s_servers, std::chrono::milliseconds(0), s_servers->postfix);
    const AccountId account = world.accounts[kSender];
    const IdentityProof proof{QString::fromStdString(s_servers->receiver().password), {}};
    store::IdentityRecord own = identityOf(account, kReceiver, s_servers->smtp.tls, Security::Tls);
    ASSERT_TRUE(save(world, own, proof).ok());
    own.address = QStringLiteral("sales@qq.test");
    ASSERT_TRUE(save(world, own, proof).ok());
    store::IdentityRecord third = identityOf(account, QStringLiteral("third@qq.test"), s_servers->smtp.starttls, Security::StartTls);
    third.smtp.user = kReceiver.toStdString();
    ASSERT_TRUE(save(world, third, {QStringLiteral("wrong"), {}}).ok());
    world.engine->trace().clear();

    std::mutex mutex;
    std::vector<DoctorStep> steps;
    const auto sound = wait<bool>([&](auto done) {
        world.engine->diagnose(account, kSender, [&](const DoctorStep &step) {
            const std::lock_guard lock(mutex);
            if (step.state != CheckStep::State::Running)
                steps.push_back(step);
        }, std::move(done));
    });
    ASSERT_TRUE(sound.ok()) << sound.error().toString();
    EXPECT_FALSE(*sound) << "the third one's password is wrong";

    // What Postfix says to MAIL FROM, and that nothing follows but RSET.
    const auto mailFrom = std::find_if(steps.begin(), steps.end(), [](const DoctorStep &step) { return step.kind == DoctorStep::Kind::MailFrom; });
    ASSERT_NE(mailFrom, steps.end());
    EXPECT_EQ(mailFrom->endpoint.port, s_servers->postfix);
    EXPECT_EQ(mailFrom->state, CheckStep::State::Passed) << linesOf(steps);
    EXPECT_TRUE(mailFrom->detail.contains(QStringLiteral("2.1.0 Ok"))) << mailFrom->detail.toStdString();
    const auto senders = connections(world, s_servers->postfix, "MAIL FROM:<sender@163.test>");
    EXPECT_EQ(senders.size(), 1u) << world.dialogue();
    EXPECT_EQ(connections(world, s_servers->postfix, "RSET"), senders);
    EXPECT_TRUE(connections(world, s_servers->postfix, "RCPT").empty());
    EXPECT_TRUE(connections(world, s_servers->postfix, "DATA").empty());

    // One section for each server, with everybody who sends through it.
    std::vector<QStringList> sections;
    for (const DoctorStep &step : steps) {
        if (step.server == DoctorStep::Server::Smtp && step.kind == DoctorStep::Kind::Dns)
            sections.push_back(step.addresses);
    }
    EXPECT_EQ(sections, (std::vector<QStringList>{{}, {kReceiver, QStringLiteral("sales@qq.test")}, {QStringLiteral("third@qq.test")}})) << linesOf(steps);
    EXPECT_EQ(steps.back().kind, DoctorStep::Kind::MailFrom);
    EXPECT_EQ(steps.back().state, CheckStep::State::Skipped);
    EXPECT_EQ(std::count_if(steps.begin(), steps.end(), [](const DoctorStep &step) { return step.state == CheckStep::State::Failed; }), 1) << linesOf(steps);
    for (const TraceLine &line : world.engine->trace().snapshot())
        EXPECT_EQ(line.text.find(s_servers->receiver().password), std::string::npos);
}

TEST_F(OwnServers, TheDoctorTriesAnAddressOfAnotherScriptAtPostfix)
{
    if (s_servers->postfix == 0)
        GTEST_SKIP() << "Postfix needs root";
    EngineWorld world(*s_servers, std::chrono::milliseconds(0), s_servers->postfix);
    const AccountId account = world.accounts[kSender];
    store::IdentityRecord odd = identityOf(account, QStringLiteral("张@例子.中国"), s_servers->postfix, Security::StartTls);
    odd.smtp.user = s_servers->receiver().user;
    ASSERT_TRUE(save(world, odd, {QString::fromStdString(s_servers->receiver().password), {}}).ok());
    std::mutex mutex;
    std::vector<DoctorStep> steps;
    const auto sound = wait<bool>([&](auto done) {
        world.engine->diagnose(account, kSender, [&](const DoctorStep &step) {
            const std::lock_guard lock(mutex);
            if (step.state != CheckStep::State::Running)
                steps.push_back(step);
        }, std::move(done));
    });
    ASSERT_TRUE(sound.ok()) << sound.error().toString();
    EXPECT_TRUE(*sound) << "SMTPUTF8 is said with it\n" << linesOf(steps) << world.dialogue();
}

} // namespace
} // namespace tern::engine::test
