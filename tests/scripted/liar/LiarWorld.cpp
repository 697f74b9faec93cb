// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/scripted/liar/LiarWorld.h"

#include "tests/scripted/liar/ClientMemory.h"

#include <unistd.h>

#include <algorithm>
#include <stdexcept>

namespace tern::test {
namespace {

using Texts = std::vector<std::string>;

const Texts kInbox{"flagme", "keep1", "move1", "move2", "keep2", "single", "copyme", "gone"};
const Texts kArchive{"old1", "old2", "old3", "old4"};

bool isMarkedDeleted(const std::string &line)
{
    return line.find("\\Deleted") != std::string::npos;
}

// None of this is about the disk: a profile in memory makes hundreds of them quick.
const bool kInMemory = ::access("/dev/shm", W_OK) == 0 && ::setenv("TMPDIR", "/dev/shm", 0) == 0;

} // namespace

LiarWorld::LiarWorld(const char *capabilities) : server(ModelImapServer::Options{capabilities})
{
    open();
    if (const auto summary = rig.syncNow(account); !summary)
        throw std::runtime_error(summary.error().toString());
    beginMeasuring();
}

LiarWorld::LiarWorld(const char *capabilities, const ModelImapServer::Liar &tell) : server(ModelImapServer::Options{capabilities})
{
    open();
    beginMeasuring();
    server.lie(tell);
}

void LiarWorld::beginMeasuring()
{
    m_memory = ClientMemory::now();
    ClientMemory::forgetPeak();
}

void LiarWorld::open()
{
    for (const std::string &name : kInbox)
        server.deliver("INBOX", name);
    for (const std::string &name : kArchive)
        server.deliver("Archive", name);
    rig.open();
    account = rig.addAccount("receiver@qq.test", server.port());
    rig.startAll(false);
}

void LiarWorld::work()
{
    const auto inInbox = [this](const char *name) { return rig.placement(account, "INBOX", name); };
    const MailboxId archive = rig.mailbox(account, "Archive");
    rig.flag({inInbox("flagme")}, store::FlagFlagged);
    rig.move({inInbox("move1"), inInbox("move2")}, archive);
    rig.move({inInbox("single")}, archive);
    rig.copy({inInbox("copyme")}, archive);
    rig.expunge({inInbox("gone")});
    // On what the others will make: with a wrong UID these would hit another message.
    rig.flag({rig.placement(account, "Archive", "single")}, store::FlagSeen);
    rig.flag({rig.placement(account, "Archive", "copyme"), rig.placement(account, "Archive", "move2")}, store::FlagAnswered);
}

std::vector<ErrorKind> LiarWorld::syncLiedTo(int times)
{
    std::vector<ErrorKind> kinds;
    for (int i = 0; i < times; ++i) {
        if (const auto summary = rig.syncNow(account, {.bodies = true}); !summary)
            kinds.push_back(summary.error().kind);
    }
    const std::int64_t took = ClientMemory::peak() - m_memory;
    ::testing::Test::RecordProperty("client_peak", std::to_string(took));
    EXPECT_LE(took, kMemoryAllowance);
    return kinds;
}

void LiarWorld::breakConnections()
{
    server.setDown(true);
    server.setDown(false);
}

void LiarWorld::retryAll()
{
    const auto operations = rig.reader().operations();
    ASSERT_TRUE(operations.ok());
    for (const store::OperationRecord &operation : *operations) {
        if (operation.state != store::OperationState::Blocked)
            static_cast<void>(rig.store().writeAndWait([&](store::StoreWriter &writer) { return writer.operationRetry(operation.id); }));
    }
}

void LiarWorld::recover(unsigned allows)
{
    server.lie({});
    server.deliver("INBOX", "new");
    for (int i = 0; i < 3; ++i) {
        retryAll();
        const auto summary = rig.syncNow(account, {.bodies = true});
        ASSERT_TRUE(summary.ok()) << summary.error().toString();
    }
    checkServer(allows);
    if ((allows & Held) != 0 && rig.operations() > 0)
        return;
    EXPECT_EQ(rig.operations(), 0U);
    checkStore();
}

int LiarWorld::count(const std::string &mailbox, const std::string &name)
{
    const Texts lines = server.content(mailbox);
    return static_cast<int>(std::count_if(lines.begin(), lines.end(), [&](const std::string &line) {
        return !isMarkedDeleted(line) && line.substr(0, line.find(' ')) == name;
    }));
}

void LiarWorld::checkServer(unsigned allows)
{
    const Texts inbox = server.content("INBOX");
    const Texts archive = server.content("Archive");
    // Bystanders: there once, untouched.
    for (const char *name : {"keep1", "keep2"})
        EXPECT_EQ(std::count(inbox.begin(), inbox.end(), name), 1) << name;
    for (const std::string &name : kArchive)
        EXPECT_EQ(std::count(archive.begin(), archive.end(), name), 1) << name;
    EXPECT_EQ(count("INBOX", "flagme"), 1);
    EXPECT_EQ(std::count(inbox.begin(), inbox.end(), "copyme"), 1);
    const bool mayDouble = (allows & Double) != 0;
    for (const char *name : {"move1", "move2", "single"}) {
        const int copies = count("INBOX", name) + count("Archive", name);
        EXPECT_GE(copies, 1) << name << " is lost";
        EXPECT_TRUE(copies <= 1 || mayDouble) << name << " is there " << copies << " times";
    }
    EXPECT_TRUE(count("Archive", "copyme") <= 1 || mayDouble);
}

std::vector<std::string> LiarWorld::asShown(const std::string &mailbox)
{
    Texts lines;
    for (const std::string &line : server.content(mailbox)) {
        std::string shown = line.substr(0, line.find(' '));
        for (const auto &[flag, name] : {std::pair("\\Seen", " seen"), std::pair("\\Flagged", " flagged"), std::pair("\\Deleted", " deleted")}) {
            if (line.find(flag) != std::string::npos)
                shown += name;
        }
        // What is marked \Deleted is hidden.
        if (!isMarkedDeleted(line))
            lines.push_back(std::move(shown));
    }
    std::sort(lines.begin(), lines.end());
    return lines;
}

void LiarWorld::checkStore()
{
    for (const char *mailbox : {"INBOX", "Archive"})
        EXPECT_EQ(rig.shown(account, mailbox), asShown(mailbox)) << mailbox;
    // Each row's body is that message's own.
    for (const char *mailbox : {"INBOX", "Archive"}) {
        for (const store::MessageRow &row : rig.rows(rig.mailbox(account, mailbox))) {
            const auto content = rig.reader().content(row.message);
            ASSERT_TRUE(content.ok());
            const QByteArray own = "Subject: " + row.subject.toUtf8() + "\r\n";
            EXPECT_TRUE(!*content || (*content)->contains(own)) << row.subject.toStdString();
        }
    }
}

void replaceAll(std::string &text, const std::string &from, const std::string &to)
{
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

void insertBeforeAnswer(const ModelCommand &command, std::string &reply, const std::string &lines)
{
    const auto at = reply.rfind(command.tag + " ");
    if (!command.tag.empty() && at != std::string::npos)
        reply.insert(at, lines);
}

void dropLines(std::string &text, const std::string &word)
{
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at)) {
        const auto begin = text.rfind("\r\n", at);
        at = begin == std::string::npos ? 0 : begin + 2;
        const auto end = text.find("\r\n", at);
        text.erase(at, end == std::string::npos ? std::string::npos : end + 2 - at);
    }
}

} // namespace tern::test
