// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/crash/disk/DiskWorld.h"

#include "core/search/Search.h"
#include "core/store/Store.h"
#include "tests/support/faults/FaultRun.h"

#include <fstream>
#include <sys/wait.h>

namespace tern::test {
namespace {

constexpr int kMessages = 800;

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

DiskWorld::DiskWorld() : m_folder(QString::fromStdString(faultFolder() + "/tern-disk-XXXXXX")), m_day(m_folder.path().toStdString())
{
    m_server.edit([](ModelMail &mail) {
        mail["Drafts"].attributes = "\\Drafts";
        for (int number = 0; number < kMessages; ++number)
            mail["INBOX"].add(modelMessage("m" + std::to_string(number), bodyOf(number)));
    });
    m_server.edit([this](ModelMail &mail) { m_mail = mail; });
    const std::string failure = inChild({"account", std::to_string(m_server.port())});
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
    for (int number = 0; number < DiskDay::kDrafts; ++number) {
        const std::string name = "draft " + std::to_string(number);
        const auto found = std::find_if(drafts.begin(), drafts.end(), [&](const auto &draft) { return draft.subject.toStdString() == name && draft.text == QStringLiteral("text"); });
        if (m_day.isPromised(name) && found == drafts.end())
            throw std::runtime_error("lost: " + name);
        if (m_day.isPromised("setting " + name) && EngineDriver::need(reader.setting(QString::fromStdString(name))) != QStringLiteral("kept"))
            throw std::runtime_error("lost: setting " + name);
    }
    const auto outbox = EngineDriver::need(reader.outbox(true));
    if (m_day.isPromised("outbox") && outbox.size() != 1)
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

std::string DiskWorld::inChild(Zygote::Words words) const
{
    std::ofstream(path("promises"), std::ios::app).flush();
    words.insert(words.begin(), m_folder.path().toStdString());
    diskZygote().start(words);
    const int status = diskZygote().wait();
    if (WIFSIGNALED(status))
        return "died of signal " + std::to_string(WTERMSIG(status));
    return WEXITSTATUS(status) == 0 ? std::string() : textOf(path("failure"));
}

} // namespace tern::test
