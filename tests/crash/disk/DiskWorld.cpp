// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/crash/disk/DiskWorld.h"

#include "core/search/Search.h"
#include "core/store/Store.h"
#include "tests/crash/disk/DiskFaults.h"
#include "tests/support/faults/FaultRun.h"

#include <csignal>
#include <fstream>
#include <sys/wait.h>

namespace tern::test {
namespace {

using engine::Engine;

constexpr int kMessages = 800;
constexpr int kDrafts = 3;

std::string bodyOf(int number)
{
    std::string body;
    for (int line = 0; line < 60; ++line)
        body += "Line " + std::to_string(line) + " of message " + std::to_string(number) + ", so that a body fills a page.\r\n";
    return body;
}

std::string textOf(const std::filesystem::path &file)
{
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
}

} // namespace

DiskWorld::DiskWorld() : m_folder(QString::fromStdString(faultFolder() + "/tern-disk-XXXXXX"))
{
    m_server.edit([](ModelMail &mail) {
        mail["Drafts"].attributes = "\\Drafts";
        for (int number = 0; number < kMessages; ++number)
            mail["INBOX"].add(modelMessage("m" + std::to_string(number), bodyOf(number)));
    });
    m_server.edit([this](ModelMail &mail) { m_mail = mail; });
    const std::string failure = inChild([this] {
        EngineDriver driver({profile()});
        (void)driver.addAccount("receiver@qq.test", m_server.port(), 1);
    });
    if (!failure.empty())
        throw std::runtime_error(failure);
    keepAsBeginning();
}

void DiskWorld::keepAsBeginning()
{
    std::filesystem::remove_all(path("begin"));
    std::filesystem::copy(profile(), path("begin"), std::filesystem::copy_options::recursive);
    m_server.edit([this](ModelMail &mail) { m_mail = mail; });
    std::filesystem::copy_file(path("promises"), path("begin-promises"), std::filesystem::copy_options::overwrite_existing);
}

void DiskWorld::reset()
{
    std::filesystem::remove_all(profile());
    std::filesystem::copy(path("begin"), profile(), std::filesystem::copy_options::recursive);
    std::filesystem::copy_file(path("begin-promises"), path("promises"), std::filesystem::copy_options::overwrite_existing);
    m_server.edit([this](ModelMail &mail) { mail = m_mail; });
    m_server.clearLog();
}

/// Outside the profile: it never fails.
void DiskWorld::promise(const std::string &what) const
{
    std::ofstream(path("promises"), std::ios::app) << what << "\n";
}

bool DiskWorld::isPromised(const std::string &what) const
{
    return ("\n" + textOf(path("promises"))).find("\n" + what + "\n") != std::string::npos;
}

void DiskWorld::work(int &errors, int &failed)
{
    EngineDriver driver({profile()});
    const auto sync = [&] { errors += driver.sync(true).ok() ? 0 : 1; };
    sync();
    ask(driver, errors);
    write(driver, errors);
    sync();
    errors += static_cast<int>(driver.takeNotices().size());
    errors += EngineDriver::wait<void>([&](auto done) { driver.engine().setSetting(QStringLiteral("end of day"), QStringLiteral("1"), std::move(done)); }).ok() ? 0 : 1;
    failed = failedDiskCalls();
}

/// What a person does to mail, until it is shown.
void DiskWorld::ask(EngineDriver &driver, int &errors)
{
    const AccountId account = driver.accounts().front();
    const auto act = [&](const std::string &from, const std::string &subject, const std::function<void(PlacementId, engine::Completion<Engine::OperationIds>)> &call) {
        const auto row = driver.row(account, from, subject);
        if (!row)
            return;
        const auto done = EngineDriver::wait<Engine::OperationIds>([&](auto completion) { call(row->placement, std::move(completion)); });
        errors += done.ok() ? 0 : 1;
    };
    const MailboxId archive = driver.mailbox(account, "Archive");
    for (const char *name : {"m1", "m2", "m3"})
        act("INBOX", name, [&](PlacementId placement, auto done) { driver.engine().move({placement}, archive, std::move(done)); });
    act("INBOX", "m4", [&](PlacementId placement, auto done) { driver.engine().remove({placement}, std::move(done)); });
    if (const auto row = driver.row(account, "INBOX", "m5"); row && (row->flags & store::FlagFlagged) == 0) {
        act("INBOX", "m5", [&](PlacementId placement, auto done) {
            driver.engine().changeFlags({placement}, store::FlagFlagged, 0, store::OperationIntent::Flag, std::move(done));
        });
    }
}

/// What a person writes: a completion that says so is a promise.
void DiskWorld::write(EngineDriver &driver, int &errors)
{
    const AccountId account = driver.accounts().front();
    for (int number = 0; number < kDrafts; ++number) {
        store::DraftRecord draft;
        draft.account = account;
        draft.from = QStringLiteral("receiver@qq.test");
        draft.subject = QStringLiteral("draft %1").arg(number);
        draft.text = QStringLiteral("text");
        const std::string name = "draft " + std::to_string(number);
        const auto saved = EngineDriver::wait<store::DraftRecord>([&](auto done) { driver.engine().saveDraft(draft, std::move(done)); });
        const auto set = EngineDriver::wait<void>([&](auto done) { driver.engine().setSetting(QString::fromStdString(name), QStringLiteral("kept"), std::move(done)); });
        if (saved)
            promise(name);
        if (set)
            promise("setting " + name);
        errors += (saved.ok() ? 0 : 1) + (set.ok() ? 0 : 1);
    }
    engine::OutgoingMail mail;
    mail.account = account;
    mail.to = QStringLiteral("sender@163.test");
    mail.subject = QStringLiteral("waits in the Outbox");
    mail.text = QStringLiteral("Nobody listens.");
    const auto queued = EngineDriver::wait<OutboxId>([&](auto done) { driver.engine().send(mail, std::move(done)); });
    if (queued)
        promise("outbox");
    errors += queued.ok() ? 0 : 1;
}

void DiskWorld::settle()
{
    EngineDriver driver({profile()});
    for (int time = 0; time < 3; ++time) {
        EngineDriver::need(driver.sync(true));
        int errors = 0;
        ask(driver, errors);
        if (errors > 0)
            throw std::runtime_error("an operation could not be asked for");
        // What failed for want of room waits; a person says "retry now".
        for (const store::OperationRecord &operation : EngineDriver::need(driver.reader().operations()))
            (void)EngineDriver::wait<void>([&](auto done) { driver.engine().retryOperation(operation.id, std::move(done)); }); // unless it is under way
    }
    EngineDriver::need(driver.sync(true));
    readAll(driver);
}

/// As a person reads: a body that is not there any more is fetched.
void DiskWorld::readAll(EngineDriver &driver)
{
    const AccountId account = driver.accounts().front();
    for (const char *mailbox : {"INBOX", "Archive", "Trash"}) {
        for (const store::MessageRow &row : driver.rows(account, mailbox)) {
            if (!EngineDriver::need(driver.reader().content(row.message)))
                (void)EngineDriver::need(EngineDriver::wait<engine::OpenedMessagePtr>([&](auto done) { driver.engine().openMessage(row.placement, 1, std::move(done)); }));
        }
    }
}

void DiskWorld::check()
{
    store::StoreOptions options;
    options.profile = profile();
    options.readOnly = true;
    search::addSearch(options);
    const auto store = EngineDriver::need(store::Store::open(options));
    const auto reader = EngineDriver::need(store->openReader());
    checkLists(*reader);
    checkPromises(*reader);
}

void DiskWorld::checkPromises(store::StoreReader &reader) const
{
    const auto drafts = EngineDriver::need(reader.drafts());
    for (int number = 0; number < kDrafts; ++number) {
        const std::string name = "draft " + std::to_string(number);
        const auto found = std::find_if(drafts.begin(), drafts.end(), [&](const auto &draft) { return draft.subject.toStdString() == name && draft.text == QStringLiteral("text"); });
        if (isPromised(name) && found == drafts.end())
            throw std::runtime_error("lost: " + name);
        if (isPromised("setting " + name) && EngineDriver::need(reader.setting(QString::fromStdString(name))) != QStringLiteral("kept"))
            throw std::runtime_error("lost: setting " + name);
    }
    const auto outbox = EngineDriver::need(reader.outbox(true));
    if (isPromised("outbox") && outbox.size() != 1)
        throw std::runtime_error("the Outbox has " + std::to_string(outbox.size()));
    for (const store::OutboxRecord &item : outbox) {
        const auto file = EngineDriver::need(reader.outboxFile(item.id)).toStdString();
        if (textOf(file).find("Nobody listens.") == std::string::npos)
            throw std::runtime_error("the message in the Outbox is not whole");
    }
}

/// The server has what was asked for, once, and the lists show what the server has.
void DiskWorld::checkLists(store::StoreReader &reader)
{
    const AccountId account = EngineDriver::need(reader.accounts()).front().id;
    if (!EngineDriver::need(reader.operations()).empty())
        throw std::runtime_error("operations are left");
    const std::map<std::string, std::string> wanted{{"m1", "Archive"}, {"m2", "Archive"}, {"m3", "Archive"}, {"m4", "Trash"}};
    std::string problem;
    m_server.edit([&](ModelMail &mail) {
        for (int number = 0; number < kMessages; ++number) {
            const std::string name = "m" + std::to_string(number);
            const auto place = wanted.find(name);
            for (const auto &[mailbox, content] : mail) {
                const auto times = std::count_if(content.messages.begin(), content.messages.end(), [&](const auto &message) { return message.header("Subject") == name; });
                if (times != (mailbox == (place == wanted.end() ? "INBOX" : place->second) ? 1 : 0))
                    problem += name + " is " + std::to_string(times) + " times in " + mailbox + "\n";
            }
        }
        for (const auto &[mailbox, content] : mail) {
            std::vector<std::string> there, shown;
            for (const ModelMessage &message : content.messages)
                there.push_back(std::to_string(message.uid) + " " + message.header("Subject") + (message.flags.contains("\\Flagged") ? " flagged" : ""));
            const auto box = EngineDriver::need(reader.mailboxByName(account, mailbox));
            const auto page = box ? EngineDriver::need(reader.page({store::InMailbox{box->id}}, std::nullopt, 100'000)) : store::Page{};
            for (const store::MessageRow &row : page.rows) {
                shown.push_back(std::to_string(row.uid.value_or(Uid{}).value) + " " + row.subject.toStdString() + ((row.flags & store::FlagFlagged) != 0 ? " flagged" : ""));
                const auto raw = EngineDriver::need(reader.content(row.message));
                const ModelMessage *message = mail[mailbox].find(row.uid.value_or(Uid{}).value);
                if (!raw || !message || raw->toStdString() != message->raw)
                    problem += "the body of " + row.subject.toStdString() + (raw ? " is another" : " is missing") + "\n";
            }
            std::sort(there.begin(), there.end());
            std::sort(shown.begin(), shown.end());
            if (there != shown)
                problem += mailbox + " shows " + std::to_string(shown.size()) + " of " + std::to_string(there.size()) + "\n";
        }
    });
    if (!problem.empty())
        throw std::runtime_error(problem);
}

std::string DiskWorld::inChild(const std::function<void()> &work) const
{
    std::ofstream(path("promises"), std::ios::app).flush();
    const pid_t child = ::fork();
    if (child == 0) {
        try {
            work();
        } catch (const std::exception &failure) {
            std::ofstream(path("failure")) << failure.what();
            ::_exit(1);
        }
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    if (WIFSIGNALED(status))
        return "died of signal " + std::to_string(WTERMSIG(status));
    return WEXITSTATUS(status) == 0 ? std::string() : textOf(path("failure"));
}

std::string DiskWorld::inChildThatIsKilled(const std::function<void()> &work) const
{
    const std::string outcome = inChild([&] {
        work();
        ::raise(SIGKILL);
    });
    return outcome == "died of signal 9" ? std::string() : outcome;
}

} // namespace tern::test
