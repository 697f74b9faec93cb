// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/crash/disk/DiskDay.h"

#include "tests/crash/disk/DiskFaults.h"

#include <csignal>
#include <fstream>
#include <unistd.h>

namespace tern::test {
namespace {

using engine::Engine;

std::string textOf(const std::filesystem::path &file)
{
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// A day on a medium that fails as the words say; what came of it goes into a report.
void dayWithFault(const DiskDay &day, const Zygote::Words &words)
{
    armDiskFault({day.profile(), std::stoi(words.at(2)), std::stoi(words.at(3)), words.at(4) == "lasts"});
    int errors = 0, failed = 0;
    try {
        day.work(errors, failed);
    } catch (const std::runtime_error &) {
        ++errors; // it did not open, and said so
        failed = failedDiskCalls();
    }
    const int calls = diskCalls();
    liftDiskFault();
    std::ofstream(day.path("report")) << failed << " " << errors << " " << calls;
}

/// A day, and once more without an end, so that there are WAL files.
[[noreturn]] void dayWithoutEnd(const DiskDay &day)
{
    int errors = 0, failed = 0;
    day.work(errors, failed);
    EngineDriver driver({day.profile()});
    (void)driver.sync(true);
    store::DraftRecord draft;
    draft.account = driver.accounts().front();
    draft.subject = QStringLiteral("last");
    (void)EngineDriver::wait<store::DraftRecord>([&](auto done) { driver.engine().saveDraft(draft, std::move(done)); });
    (void)EngineDriver::wait<void>([&](auto done) { driver.engine().setSetting(QStringLiteral("last"), QStringLiteral("1"), std::move(done)); });
    ::raise(SIGKILL);
    ::_exit(1);
}

int childMain(const Zygote::Words &words)
{
    const DiskDay day(words.at(0));
    const std::string &what = words.at(1);
    try {
        if (what == "account") {
            EngineDriver driver({day.profile()});
            (void)driver.addAccount("receiver@qq.test", static_cast<std::uint16_t>(std::stoi(words.at(2))), 1);
        } else if (what == "open") {
            const EngineDriver driver({day.profile()});
        } else if (what == "settle") {
            day.settle();
        } else if (what == "day") {
            dayWithFault(day, words);
        } else {
            dayWithoutEnd(day);
        }
    } catch (const std::exception &failure) {
        std::ofstream(day.path("failure")) << failure.what();
        return 1;
    }
    return 0;
}

} // namespace

Zygote &diskZygote()
{
    static auto *const made = static_cast<Zygote *>(::testing::AddGlobalTestEnvironment(new Zygote(&childMain)));
    return *made;
}

// Before main(), so that it is there when the tests begin.
[[maybe_unused]] static const Zygote &kZygote = diskZygote();

/// Outside the profile: it never fails.
void DiskDay::promise(const std::string &what) const
{
    std::ofstream(path("promises"), std::ios::app) << what << "\n";
}

bool DiskDay::isPromised(const std::string &what) const
{
    return ("\n" + textOf(path("promises"))).find("\n" + what + "\n") != std::string::npos;
}

void DiskDay::work(int &errors, int &failed) const
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
void DiskDay::ask(EngineDriver &driver, int &errors)
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
void DiskDay::write(EngineDriver &driver, int &errors) const
{
    const AccountId account = driver.accounts().front();
    for (int number = 0; number < DiskDay::kDrafts; ++number) {
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

void DiskDay::settle() const
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
void DiskDay::readAll(EngineDriver &driver)
{
    const AccountId account = driver.accounts().front();
    for (const char *mailbox : {"INBOX", "Archive", "Trash"}) {
        for (const store::MessageRow &row : driver.rows(account, mailbox)) {
            if (!EngineDriver::need(driver.reader().content(row.message)))
                (void)EngineDriver::need(EngineDriver::wait<engine::OpenedMessagePtr>([&](auto done) { driver.engine().openMessage(row.placement, 1, std::move(done)); }));
        }
    }
}

} // namespace tern::test
