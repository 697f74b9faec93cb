// SPDX-License-Identifier: GPL-3.0-or-later
// CR, LF, NUL and too much of anything, in every address, user name, password, folder name and header: none of it reaches the wire as a command.
#include "core/crypto/TrustStore.h"
#include "core/mime/MessageBuilder.h"
#include "core/net/imap/ImapSession.h"
#include "core/net/pop3/Pop3Session.h"
#include "core/net/smtp/SmtpSession.h"
#include "core/net/smtp/SmtpTransaction.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/model/ModelImapServer.h"
#include "tests/support/pop3/ModelPop3Server.h"
#include "tests/support/scripted/ScriptedServer.h"

#include <QFile>

#include <gtest/gtest.h>

namespace tern::test {
namespace {

/// What might end a command and begin another, at every place of an otherwise good value.
std::vector<std::string> spoiled(const std::string &good, const std::string &command)
{
    std::vector<std::string> values;
    for (const std::string &ends : {std::string("\r\n"), std::string("\n"), std::string("\r"), std::string(1, '\0'), std::string("\r\n.\r\n"), std::string("\n.\n")}) {
        for (const std::size_t at : {std::size_t{0}, good.size() / 2, good.size()}) {
            values.push_back(std::string(good).insert(at, ends + command));
            values.push_back(std::string(good).insert(at, ends));
            values.push_back(std::string(good).insert(at, ends + command + ends));
        }
    }
    return values;
}

NetContext context()
{
    static const crypto::TrustStore trust{false};
    NetContext made;
    made.trust = &trust;
    made.replyTimeout = made.connectTimeout = std::chrono::milliseconds{4000};
    return made;
}

TEST(Injection, NoAddressBringsACommandToASubmissionServer)
{
    ScriptedServer server;
    server.play({"S: 220 x", "C: EHLO [127.0.0.1]", "S: 250-x", "S: 250-SMTPUTF8", "S: 250-PIPELINING", "S: 250 AUTH PLAIN", "C: AUTH PLAIN AHVzZXIAcGFzcw==", "S: 235 in",
                 "C: MAIL FROM:<me@example.test>...", "C: RCPT TO:<good@example.test>", "S: 250 ok", "S: 250 ok", "C: DATA", "S: 354 go", "C: x", "C: .", "S: 250 ok"});
    server.start();
    auto session = smtp::SmtpSession::connect({{"127.0.0.1", server.port(), Security::Plain}, "user", crypto::Secret("pass")}, context());
    ASSERT_TRUE(session.ok()) << session.error().toString();
    const std::string body = "x\r\n";
    const auto send = [&](const std::string &from, const std::vector<std::string> &to) {
        MemorySource source(body);
        return (*session)->send({from, to, body.size(), false}, source);
    };
    int tried = 0;
    std::vector<std::string> bad = spoiled("a@example.test", "RCPT TO:<victim@example.test>");
    bad.push_back(std::string(70, 'a') + std::string(5'000, 'b') + "@example.test");
    bad.push_back("a@" + std::string(5'000, 'b') + ".test");
    for (const std::string &address : bad) {
        for (const auto &result : {send(address, {"good@example.test"}), send("me@example.test", {"good@example.test", address})}) {
            ASSERT_TRUE(result.error) << ::testing::PrintToString(address);
            EXPECT_EQ(result.error->kind, ErrorKind::InvalidInput) << ::testing::PrintToString(address);
            EXPECT_EQ(result.phase, smtp::TransactionPhase::NotStarted);
            ++tried;
        }
    }
    EXPECT_GT(tried, 100);
    // Nothing of them was said: the session is as it was.
    EXPECT_TRUE(send("me@example.test", {"good@example.test"}).accepted);
    session->reset();
    EXPECT_EQ(server.finish(), "");
}

TEST(Injection, NoIdOfAMessageAndNoReportWishBringsACommand)
{
    smtp::SmtpCapabilities capabilities;
    capabilities.dsn = true;
    capabilities.smtpUtf8 = true;
    std::vector<std::string> ids = spoiled("one@example.test", "RCPT TO:<victim@example.test>");
    ids.push_back(std::string(100'000, 'x'));
    ids.push_back(std::string(100, '\xFF'));
    ids.emplace_back("a b=c+d\te");
    for (const std::string &id : ids) {
        smtp::Envelope envelope{"me@example.test", {"good@example.test"}, 1, false};
        envelope.reportDelivery = true;
        envelope.id = id;
        const auto wire = smtp::prepareEnvelope(envelope, capabilities);
        ASSERT_TRUE(wire.ok()) << wire.error().toString();
        for (const std::string &command : {wire->mail, wire->rcpt.front()}) {
            EXPECT_LE(command.size(), 510U);    // RFC 5321 §4.5.3.1.4, before what extensions add
            EXPECT_TRUE(std::all_of(command.begin(), command.end(), [](char c) { return c >= 0x20 && c < 0x7F; })) << command;
            // An id has no space, so that it ends no parameter.
            EXPECT_LE(std::count(command.begin(), command.end(), ' '), 3) << command;
        }
    }
}

TEST(Injection, NoUserOrPasswordBringsACommandToAnyServer)
{
    for (const std::string &bad : spoiled("user", "NOOP")) {
        for (const bool inPassword : {false, true}) {
            const std::string user = inPassword ? "user" : bad;
            const crypto::Secret secret(inPassword ? bad : std::string("pass"));
            // Each waits for the client to hang up without a word.
            for (const char *greeting : {"S: 220 x", "S: * OK x", "S: +OK x"}) {
                ScriptedServer server;
                server.play({greeting, "E"});
                server.start();
                const Endpoint endpoint{"127.0.0.1", server.port(), Security::Plain};
                ErrorKind kind = ErrorKind::Internal;
                if (greeting[3] == '2') {
                    auto session = smtp::SmtpSession::connect({endpoint, user, secret}, context());
                    kind = session ? kind : session.error().kind;
                } else if (greeting[3] == '*') {
                    imap::ImapConnectOptions options;
                    options.endpoint = endpoint;
                    options.user = user;
                    options.secret = secret;
                    auto session = imap::ImapSession::connect(options, context());
                    kind = session ? kind : session.error().kind;
                } else {
                    auto session = pop3::Pop3Session::connect({endpoint, user, secret}, context());
                    kind = session ? kind : session.error().kind;
                }
                EXPECT_EQ(kind, ErrorKind::InvalidInput) << greeting << " " << ::testing::PrintToString(bad);
                EXPECT_EQ(server.finish(), "") << greeting;
            }
        }
    }
}

TEST(Injection, NoFolderNameBringsACommandToAnImapServer)
{
    ModelImapServer server;
    imap::ImapConnectOptions options;
    options.endpoint = {"127.0.0.1", server.port(), Security::Plain};
    options.user = "user";
    options.secret = crypto::Secret("pass");
    std::unique_ptr<imap::ImapSession> session;
    const auto usable = [&]() -> imap::ImapSession & {
        if (!session || !session->isUsable()) {
            auto connected = imap::ImapSession::connect(options, context());
            EXPECT_TRUE(connected.ok()) << connected.error().toString();
            session = *std::move(connected);
        }
        return *session;
    };
    server.deliver("INBOX", "one");
    using Step = std::function<bool(imap::ImapSession &, const std::string &)>;
    imap::UidSet first;
    first.add(Uid{1});
    const std::vector<std::pair<const char *, Step>> steps{
        {"create", [](auto &s, auto &name) { return s.create(name).ok(); }},
        {"rename to", [](auto &s, auto &name) { return s.rename("Archive", name).ok(); }},
        {"rename from", [](auto &s, auto &name) { return s.rename(name, "Elsewhere").ok(); }},
        {"delete", [](auto &s, auto &name) { return s.remove(name).ok(); }},
        {"subscribe", [](auto &s, auto &name) { return s.subscribe(name).ok(); }},
        {"unsubscribe", [](auto &s, auto &name) { return s.unsubscribe(name).ok(); }},
        {"status", [](auto &s, auto &name) { return s.status(name).ok(); }},
        {"select", [](auto &s, auto &name) { return s.select(name).ok(); }},
        {"copy", [&](auto &s, auto &name) { return s.select("INBOX").ok() && s.copy(first, name).ok(); }},
        {"move", [&](auto &s, auto &name) { return s.select("INBOX").ok() && s.move(first, name).ok(); }},
        {"append", [](auto &s, auto &name) {
             imap::AppendRequest request;
             request.wireName = name;
             request.size = 3;
             MemorySource source("x\r\n");
             return s.append(request, source).ok();
         }}};
    int tried = 0;
    for (const std::string &bad : spoiled("Work", "A9 DELETE Archive")) {
        for (const auto &[what, step] : steps) {
            EXPECT_FALSE(step(usable(), bad)) << what << " " << ::testing::PrintToString(bad);
            ++tried;
        }
    }
    EXPECT_GT(tried, 500);
    // What quotes and braces could do, and far too much.
    for (const std::string &odd : {std::string("a\" \"b"), std::string("a\\"), std::string("\\\""), std::string("{3}"), std::string("a{3+}"), std::string("*"), std::string("%"),
                                   std::string(100'000, 'x')}) {
        for (const auto &[what, step] : steps)
            (void)step(usable(), odd);
    }
    EXPECT_EQ(server.count("DELETE Archive"), 0);
    for (const std::string &line : server.log())
        EXPECT_EQ(line.find("DELETE Archive"), std::string::npos) << line;
    EXPECT_EQ(server.names("INBOX"), std::vector<std::string>{"one"});
}

TEST(Injection, NoHeaderValueForgesAnotherField)
{
    TemporaryFolder folder;
    const QString path = QString::fromStdString((folder.path() / "built.eml").string());
    const QString attached = QString::fromStdString((folder.path() / "file").string());
    {
        QFile file(attached);
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write("x");
    }
    const auto base = [&] {
        mime::BuildMessage message;
        message.from = {QStringLiteral("Me"), QStringLiteral("me@example.test")};
        message.to = {{QStringLiteral("You"), QStringLiteral("you@example.test")}};
        message.subject = QStringLiteral("subject");
        message.text = QStringLiteral("text");
        message.messageId = "id@example.test";
        return message;
    };
    using Spoil = std::function<void(mime::BuildMessage &, const std::string &)>;
    const auto text = [](const std::string &value) { return QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size())); };
    const std::vector<std::pair<const char *, Spoil>> fields{
        {"subject", [&](auto &m, auto &v) { m.subject = text(v); }},
        {"from name", [&](auto &m, auto &v) { m.from.name = text(v); }},
        {"from address", [&](auto &m, auto &v) { m.from.address = text(v); }},
        {"to name", [&](auto &m, auto &v) { m.to[0].name = text(v); }},
        {"to address", [&](auto &m, auto &v) { m.to[0].address = text(v); }},
        {"cc name", [&](auto &m, auto &v) { m.cc = {{text(v), QStringLiteral("c@example.test")}}; }},
        {"reply-to", [&](auto &m, auto &v) { m.replyTo = {{QString(), text(v)}}; }},
        {"message id", [&](auto &m, auto &v) { m.messageId = v; }},
        {"in reply to", [&](auto &m, auto &v) { m.inReplyTo = v; }},
        {"references", [&](auto &m, auto &v) { m.references = {v}; }},
        {"extra name", [&](auto &m, auto &v) { m.extraHeaders = {{v, QStringLiteral("x")}}; }},
        {"extra value", [&](auto &m, auto &v) { m.extraHeaders = {{"X-Extra", text(v)}}; }},
        {"attachment name", [&](auto &m, auto &v) { m.attachments = {{text(v), "", attached}}; }},
        {"attachment type", [&](auto &m, auto &v) { m.attachments = {{QStringLiteral("a"), v, attached}}; }}};
    int built = 0, refused = 0;
    for (const std::string &bad : spoiled("value@example.test", "X-Forged: yes")) {
        for (const auto &[what, spoil] : fields) {
            mime::BuildMessage message = base();
            spoil(message, bad);
            QFile::remove(path);
            const auto outcome = mime::buildMessage(message, path);
            if (!outcome) {
                EXPECT_EQ(outcome.error().kind, ErrorKind::InvalidInput) << what;
                ++refused;
                continue;
            }
            ++built;
            QFile file(path);
            ASSERT_TRUE(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            EXPECT_FALSE(bytes.contains("\nX-Forged")) << what << " " << ::testing::PrintToString(bad) << "\n" << bytes.toStdString();
            EXPECT_FALSE(bytes.contains('\0')) << what;
            for (qsizetype at = bytes.indexOf('\n'); at >= 0; at = bytes.indexOf('\n', at + 1))
                ASSERT_TRUE(at > 0 && bytes[at - 1] == '\r') << what;
        }
    }
    EXPECT_GT(refused, 100);
}

} // namespace
} // namespace tern::test
