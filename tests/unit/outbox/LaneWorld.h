// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/outbox/OutboxLane.h"

#include <QTemporaryDir>

#include <condition_variable>
#include <fstream>
#include <gtest/gtest.h>

namespace tern::outbox::test {

/// Whether it becomes true within ten seconds.
inline bool eventually(const std::function<bool()> &condition)
{
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (!condition()) {
        if (std::chrono::steady_clock::now() > until)
            return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return true;
}

/// A server for sending that does what the test says, and remembers what reached it.
class FakeSender final : public MailSender {
public:
    using Request = MailRequest;
    /// What the next tries do; the last one is repeated.
    std::vector<std::function<DeliveryOutcome(const Request &)>> script;
    DeliveryServer server{QStringLiteral("smtp.example.org:465"), {}, false};
    bool hangsUp = false;       ///< when an answer is lost, and is not called again
    bool asksAhead = false;     ///< for the next message before it tells the outcome of one, as a pipelining connection does

    std::function<void()> deliver(const Submission &to, MailQueue &queue, const StopToken &) override
    {
        {
            const std::lock_guard lock(mutex);
            servers.push_back(to.serverName());
        }
        auto request = queue.next();
        queue.connected(server);
        while (request) {
            const DeliveryOutcome outcome = attempt(*request);
            const bool isLost = outcome.error && (outcome.error->kind == ErrorKind::ConnectionRefused || (hangsUp && outcome.mayHaveArrived));
            std::optional<Request> ahead;
            if (asksAhead && !isLost)
                ahead = queue.next();
            queue.settled(outcome);
            if (isLost)
                break;
            request = ahead || asksAhead ? std::move(ahead) : queue.next();
        }
        ++deliveries;
        return {};
    }
    DeliveryOutcome attempt(const Request &request)
    {
        std::function<DeliveryOutcome(const Request &)> step;
        {
            const std::lock_guard lock(mutex);
            requests.push_back(request);
            step = script.at(std::min(requests.size(), script.size()) - 1);
        }
        return step(request);
    }

    static DeliveryOutcome accept(const Request &request)
    {
        DeliveryOutcome outcome;
        if (auto marked = request.beforeEnd(); !marked) {
            outcome.error = marked.error();
            return outcome;
        }
        for (const std::string &recipient : request.recipients)
            outcome.recipients.push_back({QString::fromStdString(recipient), RecipientOutcome::Kind::Accepted, QStringLiteral("250 ok")});
        outcome.acceptedReply = QStringLiteral("250 2.0.0 queued");
        return outcome;
    }
    static DeliveryOutcome refuseConnection(const Request &)
    {
        DeliveryOutcome outcome;
        outcome.error = makeError(ErrorKind::ConnectionRefused, "test");
        return outcome;
    }
    static DeliveryOutcome loseAfterDot(const Request &request)
    {
        DeliveryOutcome outcome = accept(request);
        outcome.acceptedReply.reset();
        outcome.mayHaveArrived = true;
        outcome.error = makeError(ErrorKind::ConnectionLost, "test");
        return outcome;
    }

    std::mutex mutex;
    std::vector<Request> requests;
    std::vector<QString> servers;   ///< whom each series went to
    std::atomic<int> deliveries{0};
    std::size_t tries()
    {
        const std::lock_guard lock(mutex);
        return requests.size();
    }
};

/// Mailboxes in memory.
class FakeFolders final : public ServerFolders {
public:
    Result<Listing> newestMessages(AccountId, const std::string &mailbox, std::uint32_t newest, const StopToken &) override
    {
        const std::lock_guard lock(mutex);
        if (offline)
            return makeError(ErrorKind::ConnectionRefused, "test");
        Listing listing{UidValidity{7}, boxes[mailbox]};
        if (listing.messages.size() > newest)
            listing.messages.erase(listing.messages.begin(), listing.messages.end() - newest);
        return listing;
    }
    Result<void> append(AccountId, const Copy &copy, const StopToken &) override
    {
        auto done = store(copy);
        if (appended)
            appended(appends);
        return done;
    }
    Result<void> remove(AccountId, const std::string &mailbox, UidValidity validity, const std::vector<Uid> &uids, const StopToken &) override
    {
        const std::lock_guard lock(mutex);
        if (offline)
            return makeError(ErrorKind::ConnectionRefused, "test");
        EXPECT_EQ(validity.value, 7U);
        std::erase_if(boxes[mailbox], [&](const Found &found) { return std::find(uids.begin(), uids.end(), found.uid) != uids.end(); });
        return {};
    }
    std::vector<std::string> idsIn(const std::string &mailbox)
    {
        const std::lock_guard lock(mutex);
        std::vector<std::string> ids;
        for (const Found &found : boxes[mailbox])
            ids.push_back(found.messageId);
        return ids;
    }

    std::mutex mutex;
    std::map<std::string, std::vector<Found>> boxes;
    std::uint32_t lastUid = 0;
    std::atomic<int> appends{0};
    std::function<void(int appends)> appended;  ///< told after each
    bool offline = false;
    bool answerLost = false;

private:
    Result<void> store(const Copy &copy)
    {
        const std::lock_guard lock(mutex);
        if (offline)
            return makeError(ErrorKind::ConnectionRefused, "test");
        std::ifstream file(copy.file);
        std::string line;
        std::string id;
        while (std::getline(file, line) && line != "\r") {
            if (line.starts_with("Message-ID: <"))
                id = line.substr(13, line.find('>') - 13);
        }
        boxes[copy.mailbox].push_back({Uid{++lastUid}, id});
        ++appends;
        return answerLost ? Result<void>(makeError(ErrorKind::OutcomeUnknown, "test")) : Result<void>();
    }
};

class FakeEvents final : public OutboxEvents {
public:
    void laneChanged(AccountId, const LaneState &) override {}
    void sent(const store::OutboxRecord &item) override { note("sent", item.reason); }
    void failed(const store::OutboxRecord &item) override { note("failed", item.reason); }
    void unknown(const store::OutboxRecord &item) override { note("unknown", item.reason); }
    void copyFailed(AccountId, const QString &, const Error &error) override { note("copy_failed", error); }
    std::vector<std::string> told()
    {
        const std::lock_guard lock(m_mutex);
        return m_told;
    }

private:
    void note(const char *what, const std::optional<Error> &)
    {
        const std::lock_guard lock(m_mutex);
        m_told.emplace_back(what);
    }
    std::mutex m_mutex;
    std::vector<std::string> m_told;
};

/// A clock the test moves.
class FakeClock final : public Clock {
public:
    UnixMillis now() const override { return m_now; }
    std::chrono::steady_clock::time_point steady() const override { return std::chrono::steady_clock::time_point(std::chrono::milliseconds(m_now)); }
    void advance(std::chrono::milliseconds by) { m_now += by.count(); }

private:
    std::atomic<UnixMillis> m_now{1'700'000'000'000};
};

/// A profile with one account, and a lane over it.
class LaneWorld {
public:
    explicit LaneWorld(std::function<void(std::uint64_t)> commitHook = {}, QString profile = {}) : m_hook(std::move(commitHook))
    {
        m_profile = profile.isEmpty() ? m_folder.path() : std::move(profile);
        reopen();
    }
    ~LaneWorld()
    {
        lane.reset();
        if (storage)
            storage->close();
    }

    /// As a new process would find it.
    void reopen()
    {
        lane.reset();
        if (storage)
            storage->close();
        storage.reset();
        store::StoreOptions options;
        options.profile = m_profile.toStdString();
        options.clock = &clock;
        options.commitHook = m_hook;
        auto opened = store::Store::open(options);
        ASSERT_TRUE(opened.ok()) << opened.error().toString();
        storage = std::move(*opened);
        reader = std::move(*storage->openReader());
        ensureAccount();
        lane = std::make_unique<OutboxLane>(account, LaneParts{*storage, clock, sender, folders, events,
                                                               [this](const store::DraftRecord &draft, const std::string &id, const std::string &file) {
                                                                   return writeDraft(draft, id, file);
                                                               }});
    }

    /// \param name  before the @ of its Message-ID
    OutboxId enqueue(std::vector<QString> recipients = {QStringLiteral("ann@example.org")}, DraftId draft = {}, const std::string &name = "one")
    {
        const std::string messageId = name + "@example.org";
        const QString file = QString::fromStdString((storage->profile() / "new.eml").string());
        std::ofstream(file.toStdString()) << "From: me@example.org\r\nMessage-ID: <" << messageId << ">\r\n\r\nHello\r\n";
        store::OutboxRecord item;
        item.account = account;
        item.from = QStringLiteral("me@example.org");
        item.subject = QStringLiteral("第二封");
        item.messageIdHeader = messageId;
        item.created = clock.now();
        item.draft = draft;
        for (QString &recipient : recipients)
            item.recipients.push_back({std::move(recipient)});
        OutboxId id;
        const auto written = storage->writeAndWait([&](store::StoreWriter &writer) -> Result<void> {
            auto queued = writer.enqueueOutbox(item, file);
            if (!queued)
                return queued.error();
            id = *queued;
            return {};
        });
        EXPECT_TRUE(written.ok());
        return id;
    }

    void change(OutboxId id, const std::function<void(store::OutboxRecord &)> &change)
    {
        const auto written = storage->writeAndWait([&](store::StoreWriter &writer) {
            store::OutboxRecord record = **writer.reader().outboxItem(id);
            change(record);
            return writer.updateOutbox(record);
        });
        EXPECT_TRUE(written.ok());
    }

    void pass()
    {
        std::promise<void> done;
        lane->runPass([&] { done.set_value(); });
        ASSERT_EQ(done.get_future().wait_for(std::chrono::seconds(10)), std::future_status::ready);
    }
    store::OutboxRecord item(OutboxId id)
    {
        auto found = reader->outboxItem(id);
        EXPECT_TRUE(found.ok() && *found);
        return **found;
    }

    FakeClock clock;
    FakeSender sender;
    FakeFolders folders;
    FakeEvents events;
    std::unique_ptr<store::Store> storage;
    std::unique_ptr<store::StoreReader> reader;
    std::unique_ptr<OutboxLane> lane;
    AccountId account;

private:
    void ensureAccount()
    {
        auto accounts = reader->accounts();
        ASSERT_TRUE(accounts.ok());
        if (!accounts->empty()) {
            account = accounts->front().id;
            return;
        }
        const auto written = storage->writeAndWait([&](store::StoreWriter &writer) -> Result<void> {
            store::AccountRecord record;
            record.email = QStringLiteral("me@example.org");
            auto added = writer.addAccount(record);
            if (!added)
                return added.error();
            account = *added;
            return {};
        });
        ASSERT_TRUE(written.ok());
    }
    static Result<void> writeDraft(const store::DraftRecord &draft, const std::string &id, const std::string &file)
    {
        std::ofstream(file) << "From: me@example.org\r\nMessage-ID: <" << id << ">\r\nSubject: " << draft.subject.toStdString() << "\r\n\r\n"
                            << draft.text.toStdString() << "\r\n";
        return {};
    }

    QTemporaryDir m_folder;
    QString m_profile;
    std::function<void(std::uint64_t)> m_hook;
};

} // namespace tern::outbox::test
