// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/StateWords.h"

#include <QCoreApplication>
#include <QLocale>

namespace tern::ui {
namespace {

using engine::AccountStatus;
using engine::LaneKind;
using engine::LaneStatus;
using store::OperationIntent;
using store::OperationKind;
using store::OperationRecord;
using store::OperationState;
using store::OutboxRecord;
using store::OutboxState;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(StateWords)

public:
    static QString byIntent(const OperationRecord &o, const QString &target)
    {
        const int n = o.messages;
        switch (o.intent) {
        case OperationIntent::Archive: return tr("Archive %n message(s)", nullptr, n);
        case OperationIntent::Junk: return tr("Move %n message(s) to Junk", nullptr, n);
        case OperationIntent::NotJunk: return tr("Bring %n message(s) back from Junk", nullptr, n);
        case OperationIntent::Delete: return tr("Delete %n message(s)", nullptr, n);
        case OperationIntent::Move: return tr("Move %n message(s) to %1", nullptr, n).arg(target);
        case OperationIntent::Copy: return tr("Copy %n message(s) to %1", nullptr, n).arg(target);
        case OperationIntent::MarkRead: return tr("Mark %n message(s) as read", nullptr, n);
        case OperationIntent::MarkUnread: return tr("Mark %n message(s) as unread", nullptr, n);
        case OperationIntent::Flag: return tr("Flag %n message(s)", nullptr, n);
        case OperationIntent::Unflag: return tr("Take the flag off %n message(s)", nullptr, n);
        case OperationIntent::EmptyTrash: return tr("Empty the trash (%n message(s))", nullptr, n);
        case OperationIntent::None: break;
        }
        return {};
    }

    static QString byKind(const OperationRecord &o, const QString &target)
    {
        const int n = o.messages;
        const QString folder = QString::fromStdString(o.mailboxName);
        switch (o.kind) {
        case OperationKind::ChangeFlags: return tr("Change the marks of %n message(s)", nullptr, n);
        case OperationKind::Move: return tr("Move %n message(s) to %1", nullptr, n).arg(target);
        case OperationKind::Copy: return tr("Copy %n message(s) to %1", nullptr, n).arg(target);
        case OperationKind::Expunge: return tr("Remove %n message(s) for good", nullptr, n);
        case OperationKind::CreateMailbox: return tr("Create the folder %1").arg(target.isEmpty() ? folder : target);
        case OperationKind::RenameMailbox: return tr("Rename the folder %1").arg(target.isEmpty() ? folder : target);
        case OperationKind::DeleteMailbox: return tr("Delete the folder %1").arg(target.isEmpty() ? folder : target);
        case OperationKind::Subscribe: return tr("Subscribe to the folder %1").arg(target.isEmpty() ? folder : target);
        case OperationKind::Unsubscribe: return tr("Unsubscribe from the folder %1").arg(target.isEmpty() ? folder : target);
        }
        return {};
    }

    static QString lane(LaneKind kind)
    {
        switch (kind) {
        case LaneKind::Foreground: return tr("Inbox and changes");
        case LaneKind::Background: return tr("Folders");
        case LaneKind::Send: return tr("Sending");
        case LaneKind::Index: return tr("Search");
        }
        return {};
    }

    static QString working(const LaneStatus &lane)
    {
        const QString &it = lane.doing;
        switch (lane.what) {
        case LaneStatus::What::SigningIn: return tr("Signing in");
        case LaneStatus::What::ListingFolders: return tr("Reading the list of folders");
        case LaneStatus::What::ListingMessages: return it.isEmpty() ? tr("Listing messages") : tr("Listing messages in %1").arg(it);
        case LaneStatus::What::FetchingBody: return tr("Fetching a message");
        case LaneStatus::What::FetchingBodies: return it.isEmpty() ? tr("Fetching messages") : tr("Fetching messages from %1").arg(it);
        case LaneStatus::What::Replaying: return tr("Telling the server what you changed");
        case LaneStatus::What::Appending: return it.isEmpty() ? tr("Storing a message") : tr("Storing a message in %1").arg(it);
        case LaneStatus::What::Sending: return it.isEmpty() ? tr("Sending a message") : tr("Sending “%1”").arg(it);
        case LaneStatus::What::Watching: return tr("Waits for new mail");
        case LaneStatus::What::Polling: return tr("Looks for new mail now and then");
        case LaneStatus::What::Auditing: return tr("Comparing with the server");
        case LaneStatus::What::Indexing: return tr("Reading messages for the search");
        case LaneStatus::What::Nothing: break;
        }
        return tr("Working");
    }

    static QString doing(const LaneStatus &lane, UnixMillis now)
    {
        switch (lane.state) {
        case LaneStatus::State::Idle:
            if (lane.kind == LaneKind::Index)
                return tr("Every stored message is found by what it says");
            return lane.what == LaneStatus::What::Polling ? tr("Looks for new mail now and then") : tr("Nothing to do");
        case LaneStatus::State::Connecting: return lane.what == LaneStatus::What::SigningIn ? tr("Signing in") : tr("Connecting");
        case LaneStatus::State::Working: return working(lane);
        case LaneStatus::State::Watching: return tr("Waits for new mail");
        case LaneStatus::State::WaitingForConnection: return tr("Waits for a connection: the server allows no more");
        case LaneStatus::State::Paused: return tr("Fills in messages slowly, or later: this saves data or power");
        case LaneStatus::State::BackingOff: return lane.retryAt > now ? tr("Tries again %1").arg(retryTime(lane.retryAt, now)) : tr("Tries again");
        case LaneStatus::State::Stopped: return tr("Stopped");
        }
        return {};
    }

    static QString account(const AccountStatus &status, UnixMillis now)
    {
        switch (status.state) {
        case AccountStatus::State::Offline:
            return status.offlineSince > 0 ? tr("Offline since %1").arg(shortTime(status.offlineSince, now)) : tr("Offline");
        case AccountStatus::State::Connecting: return tr("Connecting");
        case AccountStatus::State::NeedsPassword: return tr("Needs its password");
        case AccountStatus::State::Problem: return tr("Has a problem");
        case AccountStatus::State::Online:
            return status.lastSync > 0 ? tr("Up to date, %1").arg(shortTime(status.lastSync, now)) : tr("Connected");
        }
        return {};
    }

    static QString operation(const OperationRecord &o, UnixMillis now)
    {
        switch (o.state) {
        case OperationState::InFlight: return tr("Under way");
        case OperationState::Blocked: return tr("Stopped: it needs you");
        case OperationState::Waiting:
            return o.notBefore > now ? tr("Tries again %1").arg(retryTime(o.notBefore, now)) : tr("Waits for its turn");
        case OperationState::Queued:
            return o.notBefore > now ? tr("Can be undone for %n s", nullptr, int((o.notBefore - now + 999) / 1000)) : tr("Waits for its turn");
        }
        return {};
    }

    static QString outbox(const OutboxRecord &item, UnixMillis now)
    {
        switch (item.state) {
        case OutboxState::Queued:
            if (item.sendAt > now)
                return tr("Leaves %1").arg(at(shortTime(item.sendAt, now)));
            return item.notBefore > now ? tr("Leaves %1").arg(retryTime(item.notBefore, now)) : tr("Waits to be sent");
        case OutboxState::Sending: return tr("Sending…");
        case OutboxState::Accepted: return tr("Sent; the copy for Sent is still to be saved");
        case OutboxState::SentCopySaved: return tr("Sent");
        case OutboxState::Failed: return tr("Could not be sent");
        case OutboxState::Unknown: return tr("Not known whether it arrived");
        case OutboxState::Waiting:
            return item.notBefore > now ? tr("Tries again %1").arg(retryTime(item.notBefore, now)) : tr("Waits to be tried again");
        case OutboxState::Cancelled: return tr("Taken back");
        }
        return {};
    }

    static QString soon(qint64 seconds)
    {
        if (seconds < 90)
            return tr("in %n s", nullptr, int(seconds));
        return tr("in %n min", nullptr, int((seconds + 59) / 60));
    }
    static QString at(const QString &time) { return tr("at %1").arg(time); }
};

} // namespace

QString operationTitle(const OperationRecord &operation, const QString &targetName)
{
    const QString byIntent = Words::byIntent(operation, targetName);
    return byIntent.isEmpty() ? Words::byKind(operation, targetName) : byIntent;
}

QString operationState(const OperationRecord &operation, UnixMillis now) { return Words::operation(operation, now); }
QString laneName(LaneKind kind) { return Words::lane(kind); }
QString laneDoing(const LaneStatus &lane, UnixMillis now) { return Words::doing(lane, now); }
QString accountState(const AccountStatus &status, UnixMillis now) { return Words::account(status, now); }
QString outboxState(const OutboxRecord &item, UnixMillis now) { return Words::outbox(item, now); }

QString byteCount(std::int64_t bytes)
{
    return QLocale().formattedDataSize(bytes, bytes < 1'000'000 ? 0 : 1, QLocale::DataSizeSIFormat).replace(QStringLiteral("kB"), QStringLiteral("KB"));
}

QString shortTime(UnixMillis at, UnixMillis now)
{
    const QDateTime when = QDateTime::fromMSecsSinceEpoch(at);
    const QDateTime today = QDateTime::fromMSecsSinceEpoch(now);
    const QString time = when.toString(QStringLiteral("HH:mm"));
    if (when.date() == today.date())
        return time;
    return QLocale().toString(when.date(), QLocale::ShortFormat) + QLatin1Char(' ') + time;
}

QString retryTime(UnixMillis at, UnixMillis now)
{
    const qint64 seconds = (at - now + 999) / 1000;
    if (seconds < 3600)
        return Words::soon(std::max<qint64>(seconds, 0));
    return Words::at(shortTime(at, now));
}

} // namespace tern::ui
