// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/crash/pop3/Pop3CrashWorld.h"

#include "core/net/Endpoint.h"
#include "core/search/Search.h"
#include "core/store/Store.h"
#include "tests/support/faults/FaultRun.h"
#include "tests/support/faults/Zygote.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <iterator>
#include <sstream>
#include <sys/wait.h>
#include <thread>

namespace tern::test {
namespace {

constexpr int kStopped = 9;
constexpr int kFailed = 3;
const char *const kNames[] = {"a", "b", "c", "d", "e"};
using OperationIds = engine::Engine::OperationIds;

std::string textOf(const std::filesystem::path &file)
{
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// As a person would, after a stop too: it looks at what is shown and asks for what is not there yet.
void work(EngineDriver &driver)
{
    const AccountId pop = driver.accounts().at(0);
    const AccountId imap = driver.accounts().at(1);
    (void)driver.sync();
    const auto act = [&](const std::function<void(engine::Completion<OperationIds>)> &call) { (void)EngineDriver::need(EngineDriver::wait<OperationIds>(call)); };
    if (const auto row = driver.row(pop, "INBOX", "b"))
        act([&](auto done) { driver.engine().remove({row->placement}, std::move(done)); });
    // Both in one APPEND.
    std::vector<PlacementId> moved;
    for (const char *name : {"c", "e"}) {
        if (const auto row = driver.row(pop, "INBOX", name))
            moved.push_back(row->placement);
    }
    if (!moved.empty())
        act([&](auto done) { driver.engine().move(moved, driver.mailbox(imap, "INBOX"), std::move(done)); });
    if (const auto row = driver.row(pop, "INBOX", "d"); row && (row->flags & store::FlagFlagged) == 0)
        act([&](auto done) { driver.engine().changeFlags({row->placement}, store::FlagFlagged, 0, store::OperationIntent::Flag, std::move(done)); });
    if (const auto row = driver.row(imap, "INBOX", "far"))
        act([&](auto done) { driver.engine().move({row->placement}, driver.mailbox(pop, "Archive"), std::move(done)); });
    (void)driver.sync();
    (void)driver.sync();
    (void)EngineDriver::need(driver.sync(true));
    if (driver.operations() != 0)
        throw std::runtime_error("operations are left");
}

/// What a child does. \param words  the folder, and the commit at which it stops
int childMain(const Zygote::Words &words)
{
    const std::filesystem::path folder = words.at(0);
    const int stopAtCommit = std::stoi(words.at(1));
    std::ofstream(folder / "child.log") << "crashed\n";
    try {
        std::atomic<int> commits{0};
        {
            EngineDriver driver({.profile = folder / "profile", .commitHook = [&](std::uint64_t) {
                                     if (++commits == stopAtCommit)
                                         ::_exit(kStopped);
                                 }});
            work(driver);
        }
        std::ofstream(folder / "commits") << commits;
    } catch (const std::exception &failure) {
        std::ofstream(folder / "child.log") << failure.what() << "\n";
        return kFailed;
    }
    return 0;
}

Zygote &zygote()
{
    static auto *const made = static_cast<Zygote *>(::testing::AddGlobalTestEnvironment(new Zygote(&childMain)));
    return *made;
}

// Before main(), so that it is there when the tests begin.
[[maybe_unused]] const Zygote &kZygote = zygote();

std::unique_ptr<store::Store> openReadOnly(const std::filesystem::path &profile)
{
    store::StoreOptions options;
    options.profile = profile;
    options.readOnly = true;
    search::addSearch(options);
    return EngineDriver::need(store::Store::open(options));
}

} // namespace

Pop3CrashWorld::Pop3CrashWorld(store::MaildropPolicy policy) : m_folder(QString::fromStdString(faultFolder() + "/tern-pop3-XXXXXX"))
{
    prepare(policy);
    pop3.whenMarked([this](const MaildropMessage &message) {
        if (!isKept(message.raw))
            ++removedTooEarly;
    });
    pop3.whenStruck([this] { kill(); });
    imap.whenStruck([this] { kill(); });
    reset();
}

void Pop3CrashWorld::prepare(store::MaildropPolicy policy)
{
    EngineDriver driver({.profile = path("profile")});
    engine::CheckedAccount account;
    account.setup.kind = store::AccountKind::Pop3;
    account.setup.maildrop = policy;
    account.setup.email = QStringLiteral("me@pop.test");
    account.setup.secretFile = path("secret").string();
    std::ofstream(account.setup.secretFile) << "secret\n";
    account.setup.imap = {"127.0.0.1", pop3.port(), static_cast<int>(Security::Plain), "me"};
    (void)EngineDriver::need(EngineDriver::wait<AccountId>([&](auto done) { driver.engine().addAccount(account, std::move(done)); }));
    imap.deliver("INBOX", "far");
    driver.addAccount("me@imap.test", imap.port());
    (void)EngineDriver::need(driver.sync());
    imap.edit([this](ModelMail &mail) { m_mail = mail; });
}

void Pop3CrashWorld::reset()
{
    if (!std::filesystem::exists(path("begin")))
        std::filesystem::rename(path("profile"), path("begin"));
    std::filesystem::remove_all(path("profile"));
    std::filesystem::copy(path("begin"), path("profile"), std::filesystem::copy_options::recursive);
    pop3.failAt(0, Pop3Fault::None);
    imap.failAt(0, ModelFault::None);
    pop3.edit([](auto &messages) { messages.clear(); });
    for (const char *name : kNames)
        pop3.deliver(name);
    imap.edit([this](ModelMail &mail) { mail = m_mail; });
    pop3.clearLog();
    imap.clearLog();
}

Pop3CrashWorld::End Pop3CrashWorld::run(int stopAtCommit, std::optional<std::chrono::microseconds> killAfter)
{
    const pid_t child = zygote().start({m_folder.path().toStdString(), std::to_string(stopAtCommit)});
    if (killAfter) {
        std::this_thread::sleep_for(*killAfter);    // the instant itself is what is tested
        ::kill(child, SIGKILL);
    }
    const int status = zygote().wait();
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return End::Done;
    const bool stopped = (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) || (WIFEXITED(status) && WEXITSTATUS(status) == kStopped);
    return stopped ? End::Stopped : End::Failed;
}

void Pop3CrashWorld::kill()
{
    zygote().kill();
}

int Pop3CrashWorld::commits() const
{
    return std::stoi(textOf(path("commits")));
}

std::string Pop3CrashWorld::failure() const
{
    return textOf(path("child.log"));
}

/// As a reader of its own sees it on disk.
bool Pop3CrashWorld::isKept(const std::string &raw)
{
    const auto store = openReadOnly(path("profile"));
    const auto reader = EngineDriver::need(store->openReader());
    const AccountId account = EngineDriver::need(reader->accounts()).front().id;
    for (const store::KeptMailbox &mailbox : EngineDriver::need(reader->keptMailboxes(account))) {
        for (const store::KeptEntry &entry : EngineDriver::need(reader->keptEntries(account, mailbox.wireName))) {
            if (EngineDriver::need(reader->keptContent(account, mailbox.wireName, entry.uid)) == QByteArray::fromStdString(raw))
                return true;
        }
    }
    // It may have been moved to the other account since it came; there it is confirmed before it goes from here.
    const auto names = imap.names("INBOX");
    return std::any_of(names.begin(), names.end(), [&](const std::string &name) { return raw.find("Subject: " + name + "\r\n") != std::string::npos; });
}

std::string Pop3CrashWorld::describe()
{
    std::ostringstream text;
    const auto store = openReadOnly(path("profile"));
    const auto reader = EngineDriver::need(store->openReader());
    const AccountId pop = EngineDriver::need(reader->accounts()).front().id;
    for (const store::MailboxRecord &mailbox : EngineDriver::need(reader->allMailboxes())) {
        std::vector<std::string> lines;
        for (const store::MessageRow &row : EngineDriver::need(reader->page({store::InMailbox{mailbox.id}}, std::nullopt, 1'000)).rows)
            lines.push_back(row.subject.toStdString() + " " + std::to_string(row.flags) + (row.pending ? " pending" : ""));
        std::sort(lines.begin(), lines.end());
        text << mailbox.account.value << " " << mailbox.wireName << " " << mailbox.total << "/" << mailbox.unread << ":";
        for (const std::string &line : lines)
            text << " [" << line << "]";
        text << "\n";
    }
    for (const store::KeptMailbox &mailbox : EngineDriver::need(reader->keptMailboxes(pop))) {
        text << "kept " << mailbox.wireName << (mailbox.inStep ? "" : " NOT IN STEP") << ":";
        std::vector<std::string> lines;
        for (const store::KeptEntry &entry : EngineDriver::need(reader->keptEntries(pop, mailbox.wireName)))
            lines.push_back(std::to_string(std::hash<std::string>{}(EngineDriver::need(reader->keptContent(pop, mailbox.wireName, entry.uid))->toStdString())) + " "
                            + std::to_string(entry.flags));
        std::sort(lines.begin(), lines.end());
        for (const std::string &line : lines)
            text << " [" << line << "]";
        text << "\n";
    }
    text << "operations " << EngineDriver::need(reader->operations()).size() << "\nmaildrop:";
    for (const MaildropMessage &message : pop3.messages())
        text << " " << message.raw.substr(message.raw.find("Subject: ") + 9, 1);
    text << "\nimap:";
    for (const std::string &name : imap.names("INBOX"))
        text << " " << name;
    text << "\n";
    return text.str();
}

} // namespace tern::test
