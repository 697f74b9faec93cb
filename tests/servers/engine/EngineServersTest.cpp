// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accounts/ProviderPreset.h"
#include "core/crypto/CertificateBook.h"
#include "core/net/ProtocolTrace.h"
#include "tests/servers/engine/EngineWorld.h"

#include <QFile>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

namespace tern::engine::test {
namespace {

using store::MailboxRole;

const QString kSender = QStringLiteral("sender@163.test");
const QString kReceiver = QStringLiteral("receiver@qq.test");

class EngineServersTest : public ::testing::Test {
protected:
    static void SetUpTestSuite() { s_servers = new tern::test::TestServers; }
    static void TearDownTestSuite()
    {
        delete s_servers;
        s_servers = nullptr;
    }
    static tern::test::TestServers *s_servers;

    static OutgoingMail mailFor(EngineWorld &world, const QString &subject)
    {
        OutgoingMail mail;
        mail.account = world.accounts[kSender];
        mail.to = kReceiver;
        mail.subject = subject;
        mail.text = QStringLiteral("你好\n");
        return mail;
    }
    static OutboxId send(EngineWorld &world, OutgoingMail mail)
    {
        auto sent = wait<OutboxId>([&](auto done) { world.engine->send(std::move(mail), std::move(done)); });
        EXPECT_TRUE(sent.ok()) << sent.error().toString();
        return sent.valueOr({});
    }
    static store::OutboxState stateOf(EngineWorld &world, OutboxId id) { return (**world.reader->outboxItem(id)).state; }
};

tern::test::TestServers *EngineServersTest::s_servers = nullptr;

TEST_F(EngineServersTest, MailGoesAndArrivesByItself)
{
    EngineWorld world(*s_servers);
    const AccountId receiver = world.accounts[kReceiver];
    ASSERT_TRUE(world.eventually([&] { return world.box(receiver, MailboxRole::Inbox).has_value(); }));
    ASSERT_TRUE(world.eventually([&] { return world.recorder.state(kReceiver) == AccountStatus::State::Online; }));
    const OutboxId id = send(world, mailFor(world, QStringLiteral("第二封")));
    ASSERT_TRUE(world.eventually([&] { return world.find(receiver, MailboxRole::Inbox, QStringLiteral("第二封")).has_value(); }));
    ASSERT_TRUE(world.eventually([&] { return stateOf(world, id) == store::OutboxState::SentCopySaved; }));
    EXPECT_TRUE(world.eventually([&] { return world.recorder.arrived() >= 1; }));
    const auto row = world.find(receiver, MailboxRole::Inbox, QStringLiteral("第二封"));
    EXPECT_EQ(row->flags & store::FlagSeen, 0U);

    auto opened = wait<OpenedMessagePtr>([&](auto done) { world.engine->openMessage(row->placement, 0, std::move(done)); });
    ASSERT_TRUE(opened.ok()) << opened.error().toString();
    EXPECT_EQ((*opened)->parsed.text.trimmed(), QStringLiteral("你好"));
    EXPECT_EQ((*opened)->parsed.from.front().name, QStringLiteral("张伟"));

    const auto notices = world.recorder.notices();
    EXPECT_TRUE(std::any_of(notices.begin(), notices.end(), [](const Notice &notice) { return notice.kind == Notice::Kind::Sent; }));
    EXPECT_FALSE(world.recorder.hasGap());

    // The console shows the dialogue, and no secret in it.
    std::string dialogue;
    for (const TraceLine &line : world.engine->trace().snapshot())
        dialogue += line.text + "\n";
    for (const char *expected : {"EHLO", "STARTTLS", "AUTH", "[secret]", "MAIL FROM:<sender@163.test>", "RCPT TO:<receiver@qq.test>", "DATA", "QUIT"})
        EXPECT_NE(dialogue.find(expected), std::string::npos) << expected;
    EXPECT_EQ(dialogue.find(s_servers->sender().password), std::string::npos);
}

TEST_F(EngineServersTest, AChangedPinStopsTheWholeAccountUntilThePersonDecides)
{
    EngineWorld world(*s_servers);
    const AccountId sender = world.accounts[kSender];
    const std::uint16_t imap = s_servers->imap.starttls;
    ASSERT_TRUE(world.eventually([&] { return world.recorder.state(kSender) == AccountStatus::State::Online; }));
    // The person trusted another certificate at the server that receives.
    crypto::CertificateBook book;
    crypto::CertificateInfo other;
    other.sha256 = "00:11";
    book.pin("localhost", imap, other, 1);
    const QString pinned = QString::fromStdString(book.toSetting());
    ASSERT_TRUE(wait<void>([&](auto done) { world.engine->setSetting(QString::fromLatin1(Engine::kCertificatesSetting), pinned, std::move(done)); }).ok());
    world.close();
    world.open();
    ASSERT_TRUE(world.eventually([&] { return world.recorder.state(kSender) == AccountStatus::State::Problem; }));

    const OutboxId id = send(world, mailFor(world, QStringLiteral("stopped")));
    std::vector<DoctorStep> steps;
    auto sound = wait<bool>([&](auto done) {
        world.engine->diagnose(sender, kSender, [&](const DoctorStep &step) { steps.push_back(step); }, std::move(done));
    });
    ASSERT_TRUE(sound.ok()) << sound.error().toString();
    EXPECT_FALSE(*sound);
    const auto failed = [&](DoctorStep::Server server) {
        const auto found = std::find_if(steps.begin(), steps.end(), [server](const DoctorStep &step) { return step.server == server && step.error; });
        return found == steps.end() ? DoctorStep() : *found;
    };
    EXPECT_EQ(failed(DoctorStep::Server::Imap).kind, DoctorStep::Kind::Tls);
    ASSERT_TRUE(failed(DoctorStep::Server::Imap).certificate.has_value());
    EXPECT_EQ(failed(DoctorStep::Server::Smtp).kind, DoctorStep::Kind::SignIn) << "the other server's certificate is good, but the account has stopped";
    for (const TraceLine &line : world.engine->trace().snapshot()) {
        const bool signsIn = line.direction == TraceDirection::Client && (line.text.find("AUTH") != std::string::npos || line.text.find("LOGIN ") != std::string::npos);
        EXPECT_FALSE(signsIn || line.text.starts_with("MAIL FROM")) << line.text;
    }
    EXPECT_NE(stateOf(world, id), store::OutboxState::SentCopySaved);

    const auto refused = world.engine->refusedCertificate("localhost", imap);
    ASSERT_TRUE(refused.has_value());
    ASSERT_TRUE(wait<void>([&](auto done) { world.engine->trustCertificate("localhost", imap, refused->leaf.sha256, std::move(done)); }).ok());
    EXPECT_TRUE(world.eventually([&] { return stateOf(world, id) == store::OutboxState::SentCopySaved; }));
    EXPECT_TRUE(world.eventually([&] { return world.recorder.state(kSender) == AccountStatus::State::Online; }));
}

TEST_F(EngineServersTest, MovesWaitForUndoAndUndoTakesThemBack)
{
    EngineWorld world(*s_servers, std::chrono::minutes(10));
    const AccountId receiver = world.accounts[kReceiver];
    ASSERT_TRUE(world.eventually([&] { return world.box(receiver, MailboxRole::Inbox).has_value(); }));
    send(world, mailFor(world, QStringLiteral("undo me")));
    ASSERT_TRUE(world.eventually([&] { return world.find(receiver, MailboxRole::Inbox, QStringLiteral("undo me")).has_value(); }));
    const auto row = world.find(receiver, MailboxRole::Inbox, QStringLiteral("undo me"));
    auto ids = wait<Engine::OperationIds>([&](auto done) { world.engine->remove({row->placement}, std::move(done)); });
    ASSERT_TRUE(ids.ok()) << ids.error().toString();
    EXPECT_FALSE(world.find(receiver, MailboxRole::Inbox, QStringLiteral("undo me"))) << "gone at once";
    EXPECT_TRUE(world.find(receiver, MailboxRole::Trash, QStringLiteral("undo me")));
    auto undone = wait<void>([&](auto done) { world.engine->undo(*ids, std::move(done)); });
    ASSERT_TRUE(undone.ok());
    EXPECT_TRUE(world.find(receiver, MailboxRole::Inbox, QStringLiteral("undo me")));
    EXPECT_TRUE(world.reader->operations()->empty());

    // Archive makes its folder where there is none, and it reaches the server.
    ids = wait<Engine::OperationIds>([&](auto done) { world.engine->archive({row->placement}, std::move(done)); });
    ASSERT_TRUE(ids.ok()) << ids.error().toString();
    EXPECT_TRUE(world.find(receiver, MailboxRole::Archive, QStringLiteral("undo me")));
    world.close();
    world.open();       // quitting ended the undo time
    ASSERT_TRUE(world.eventually([&] { return world.reader->operations()->empty(); }));
    ASSERT_TRUE(world.eventually([&] {
        const auto archived = world.find(receiver, MailboxRole::Archive, QStringLiteral("undo me"));
        return archived && archived->uid && !archived->pending;
    }));
}

TEST_F(EngineServersTest, WaitsForTheServersAndGoesWithinFiveSeconds)
{
    EngineWorld world(*s_servers);
    const AccountId receiver = world.accounts[kReceiver];
    ASSERT_TRUE(world.eventually([&] { return world.recorder.state(kSender) == AccountStatus::State::Online; }));
    s_servers->stopServers();
    const OutboxId id = send(world, mailFor(world, QStringLiteral("later")));
    ASSERT_TRUE(world.eventually([&] { return stateOf(world, id) == store::OutboxState::Waiting; }));
    s_servers->startServers();
    const auto back = std::chrono::steady_clock::now();
    ASSERT_TRUE(world.eventually([&] {
        const auto state = stateOf(world, id);
        return state == store::OutboxState::Accepted || state == store::OutboxState::SentCopySaved;
    }));
    EXPECT_LT(std::chrono::steady_clock::now() - back, std::chrono::seconds(6));
    EXPECT_TRUE(world.eventually([&] { return world.find(receiver, MailboxRole::Inbox, QStringLiteral("later")).has_value(); })) << world.dialogue();
}

TEST_F(EngineServersTest, TellsWhoDidNotGetWhatOthersHave)
{
    EngineWorld world(*s_servers);
    const AccountId receiver = world.accounts[kReceiver];
    OutgoingMail mail = mailFor(world, QStringLiteral("to two"));
    mail.to = kReceiver + QStringLiteral(", nobody@qq.test");
    send(world, mail);
    EXPECT_TRUE(world.eventually([&] { return world.find(receiver, MailboxRole::Inbox, QStringLiteral("to two")).has_value(); }));
    EXPECT_TRUE(world.eventually([&] {
        const auto notices = world.recorder.notices();
        return std::any_of(notices.begin(), notices.end(), [](const Notice &notice) {
            return notice.kind == Notice::Kind::SendFailed && notice.refused == QStringList{QStringLiteral("nobody@qq.test")};
        });
    }));
}

TEST_F(EngineServersTest, MailOfAnAddressWaitsForThePasswordOfItsServer)
{
    EngineWorld world(*s_servers);
    const AccountId sender = world.accounts[kSender];
    const auto save = [&](store::IdentityRecord identity, std::optional<QString> password) {
        return wait<IdentityId>([&](auto done) { world.engine->saveIdentity(std::move(identity), {std::move(password), {}}, std::move(done)); });
    };
    store::IdentityRecord identity{{}, sender, QStringLiteral("张伟"), kReceiver, {},
                                   {"localhost", s_servers->smtp.tls, static_cast<int>(Security::Tls), s_servers->receiver().user}, {}};
    for (const auto &[host, port, address] : {std::tuple{"mail.example.org", 25, kReceiver}, std::tuple{"localhost", 0, kReceiver}, std::tuple{"localhost", 25, QStringLiteral("nonsense")}}) {
        store::IdentityRecord bad = identity;
        bad.address = address;
        bad.smtp = {host, static_cast<std::uint16_t>(port), static_cast<int>(Security::Plain), "me"};
        EXPECT_EQ(save(bad, QStringLiteral("secret")).error().kind, ErrorKind::InvalidInput);
    }
    const auto saved = save(identity, {});
    ASSERT_TRUE(saved.ok()) << saved.error().toString();
    OutgoingMail mail = mailFor(world, QStringLiteral("by another address"));
    mail.identity = identity.id = *saved;
    const OutboxId id = send(world, mail);
    const OutboxId other = send(world, mailFor(world, QStringLiteral("by the account")));
    ASSERT_TRUE(world.eventually([&] { return stateOf(world, id) == store::OutboxState::Waiting; }));
    const Error reason = *(**world.reader->outboxItem(id)).reason;
    EXPECT_EQ(reason.kind, ErrorKind::PasswordNeeded);
    EXPECT_EQ(reason.where, "outbox.identity");
    ASSERT_TRUE(world.eventually([&] { return stateOf(world, other) == store::OutboxState::SentCopySaved; })) << "the account's own server is no matter of it";
    EXPECT_EQ(world.recorder.state(kSender), AccountStatus::State::Online);

    ASSERT_TRUE(save(identity, QString::fromStdString(s_servers->receiver().password)).ok());
    ASSERT_TRUE(world.eventually([&] { return stateOf(world, id) == store::OutboxState::SentCopySaved; })) << world.dialogue();
    EXPECT_TRUE((**world.reader->outboxItem(id)).server.endsWith(QString::number(s_servers->smtp.tls)));
    EXPECT_TRUE(world.eventually([&] { return world.find(sender, MailboxRole::Sent, QStringLiteral("by another address")).has_value(); }));
    for (const TraceLine &line : world.engine->trace().snapshot())
        EXPECT_EQ(line.text.find(s_servers->receiver().password), std::string::npos);
}

TEST_F(EngineServersTest, DraftIsOnTheServerUntilSent)
{
    EngineWorld world(*s_servers);
    const AccountId sender = world.accounts[kSender];
    ASSERT_TRUE(world.eventually([&] { return world.box(sender, MailboxRole::Drafts).has_value(); }));
    store::DraftRecord draft;
    draft.account = sender;
    draft.from = kSender;
    draft.to = QStringLiteral("half-typed");
    draft.subject = QStringLiteral("草稿");
    auto saved = wait<store::DraftRecord>([&](auto done) { world.engine->saveDraft(draft, std::move(done)); });
    ASSERT_TRUE(saved.ok());
    Engine::SyncRequest request;
    request.account = sender;
    ASSERT_TRUE(wait<SyncSummary>([&](auto done) { world.engine->syncNow(request, std::move(done)); }).ok());
    ASSERT_TRUE(world.eventually([&] { return world.find(sender, MailboxRole::Drafts, QStringLiteral("草稿")).has_value(); }));
    OutgoingMail mail = mailFor(world, QStringLiteral("草稿 sent"));
    mail.draft = saved->id;
    const OutboxId id = send(world, mail);
    ASSERT_TRUE(world.eventually([&] { return stateOf(world, id) == store::OutboxState::SentCopySaved; }));
    ASSERT_TRUE(world.eventually([&] { return !*world.reader->draft(saved->id); }));
    ASSERT_TRUE(wait<SyncSummary>([&](auto done) { world.engine->syncNow(request, std::move(done)); }).ok());
    EXPECT_TRUE(world.eventually([&] { return !world.find(sender, MailboxRole::Drafts, QStringLiteral("草稿")).has_value(); }));
    EXPECT_TRUE(world.eventually([&] { return world.find(sender, MailboxRole::Sent, QStringLiteral("草稿 sent")).has_value(); }));
}

TEST_F(EngineServersTest, AttachmentsComeAndGoAsFiles)
{
    EngineWorld world(*s_servers);
    const AccountId receiver = world.accounts[kReceiver];
    const QTemporaryDir folder;
    const QString original = folder.filePath(QStringLiteral("附件.xlsx"));
    {
        QFile file(original);
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(100'000, '\xff'));
    }
    auto attached = wait<store::DraftRecord::Attachment>([&](auto done) { world.engine->attachFile(original, std::move(done)); });
    ASSERT_TRUE(attached.ok());
    QFile::remove(original);
    OutgoingMail mail = mailFor(world, QStringLiteral("with file"));
    mail.attachments.push_back({attached->name, attached->type, attached->path});
    send(world, mail);
    ASSERT_TRUE(world.eventually([&] { return world.find(receiver, MailboxRole::Inbox, QStringLiteral("with file")).has_value(); }));
    const auto row = world.find(receiver, MailboxRole::Inbox, QStringLiteral("with file"));
    auto opened = wait<OpenedMessagePtr>([&](auto done) { world.engine->openMessage(row->placement, 0, std::move(done)); });
    ASSERT_TRUE(opened.ok());
    ASSERT_EQ((*opened)->parsed.attachments.size(), 1U);
    const auto &part = (*opened)->parsed.attachments.front();
    const QString target = folder.filePath(QStringLiteral("saved.xlsx"));
    ASSERT_TRUE(wait<void>([&](auto done) { world.engine->saveAttachment(*opened, part.part, target, std::move(done)); }).ok());
    EXPECT_FALSE(wait<void>([&](auto done) { world.engine->saveAttachment(*opened, part.part, target, std::move(done)); }).ok());
    auto exported = wait<QString>([&](auto done) { world.engine->exportAttachment(*opened, part.part, std::move(done)); });
    ASSERT_TRUE(exported.ok());
    for (const QString &name : {target, *exported}) {
        QFile file(name);
        ASSERT_TRUE(file.open(QIODevice::ReadOnly));
        EXPECT_EQ(file.readAll(), QByteArray(100'000, '\xff'));
    }
    EXPECT_TRUE(exported->endsWith(QStringLiteral("/附件.xlsx")));
    world.close();
    world.open();
    EXPECT_FALSE(QFile::exists(*exported)) << "private copies don't outlive the run";
}

TEST_F(EngineServersTest, ANewerOpenCancelsTheOlderAndQuittingIsQuick)
{
    EngineWorld world(*s_servers);
    s_servers->stopServers();
    for (int i = 0; i < 5; ++i) {
        auto answer = wait<OpenedMessagePtr>([&](auto done) { world.engine->openMessage(PlacementId{12345 + i}, 0, std::move(done)); });
        EXPECT_FALSE(answer.ok());
    }
    const auto before = std::chrono::steady_clock::now();
    world.close();
    EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(3));
    s_servers->startServers();
}

TEST_F(EngineServersTest, ACheckCanBeCancelled)
{
    EngineWorld world(*s_servers);
    // A server that accepts and stays silent.
    const int listener = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    ASSERT_EQ(bind(listener, reinterpret_cast<sockaddr *>(&address), length), 0);
    ASSERT_EQ(listen(listener, 5), 0);
    getsockname(listener, reinterpret_cast<sockaddr *>(&address), &length);
    AccountSetup setup = world.setupFor(s_servers->sender());
    setup.email = QStringLiteral("other@163.test");
    setup.imap.port = ntohs(address.sin_port);
    int handle = 0;
    std::promise<void> running;
    auto outcome = wait<CheckedAccount>([&](Completion<CheckedAccount> done) {
        handle = world.engine->checkAccount(setup, [&](const CheckStep &step) {
            if (step.kind == CheckStep::Kind::Receive && step.state == CheckStep::State::Running)
                running.set_value();
        }, std::move(done));
        running.get_future().wait();
        world.engine->cancelCheck(handle);
    });
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.error().kind, ErrorKind::Cancelled);
    ::close(listener);
}

} // namespace
} // namespace tern::engine::test
