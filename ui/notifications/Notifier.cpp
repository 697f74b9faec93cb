// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/notifications/Notifier.h"

#include "core/store/StoreReader.h"
#include "ui/bridge/EngineBridge.h"
#include "ui/notifications/NotificationText.h"
#include "ui/settings/SettingKeys.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

#include <map>

namespace tern::ui {
namespace {

const QString kService = QStringLiteral("org.freedesktop.Notifications");
const QString kPath = QStringLiteral("/org/freedesktop/Notifications");
constexpr std::chrono::milliseconds kGather{1500};  // what comes together is told together

} // namespace

struct Notifier::Private {
    Private(Notifier *notifier, const WindowContext &windowContext) : q(notifier), context(windowContext) {}

    [[nodiscard]] bool isOn() const;
    void arrived(const std::vector<PlacementId> &placements);
    void tell();
    void notify(AccountId account, const std::vector<store::MessageRow> &rows);

    Notifier *q;
    WindowContext context;
    QDBusConnection bus = QDBusConnection::sessionBus();
    std::vector<PlacementId> waiting;
    QTimer gather;
    std::map<AccountId, quint32> shown;             ///< replaced by the next one of the account
    std::map<quint32, PlacementId> targets;
};

bool Notifier::Private::isOn() const
{
    if (!bus.isConnected())
        return false;
    const auto kept = context.reader.setting(settings::kNotify);
    return !kept || !*kept || **kept != QLatin1String("0");
}

void Notifier::Private::arrived(const std::vector<PlacementId> &placements)
{
    if (placements.empty() || !isOn())
        return;
    waiting.insert(waiting.end(), placements.begin(), placements.end());
    if (!gather.isActive())
        gather.start();
}

void Notifier::Private::tell()
{
    const std::vector<PlacementId> placements = std::exchange(waiting, {});
    auto rows = context.reader.rows(placements);
    if (!rows)
        return;
    std::map<AccountId, std::vector<store::MessageRow>> byAccount;
    for (store::MessageRow &row : *rows) {
        // Read elsewhere meanwhile: nothing to tell.
        if (!(row.flags & store::FlagSeen))
            byAccount[row.account].push_back(std::move(row));
    }
    for (auto &[account, mine] : byAccount) {
        std::sort(mine.begin(), mine.end(), [](const auto &a, const auto &b) { return a.date > b.date; });
        notify(account, mine);
    }
}

void Notifier::Private::notify(AccountId account, const std::vector<store::MessageRow> &rows)
{
    const auto record = context.reader.account(account);
    const NotificationText text = notificationText(rows, record ? record->email : QString());
    QDBusMessage call = QDBusMessage::createMethodCall(kService, kPath, kService, QStringLiteral("Notify"));
    const QVariantMap hints{{QStringLiteral("desktop-entry"), QStringLiteral("org.tern.Tern")},
                            {QStringLiteral("category"), QStringLiteral("email.arrived")}};
    call << QStringLiteral("Tern") << shown[account] << QStringLiteral("org.tern.Tern") << text.summary << text.body.toHtmlEscaped()
         << QStringList{QStringLiteral("default"), Notifier::tr("Open")} << hints << -1;
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), q);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, q, [this, account, target = rows.front().placement](QDBusPendingCallWatcher *done) {
        done->deleteLater();
        const QDBusPendingReply<quint32> reply = *done;
        if (reply.isError())
            return; // no notification service: quietly without
        targets.erase(shown[account]);
        shown[account] = reply.value();
        targets[reply.value()] = target;
    });
}

void Notifier::actionInvoked(quint32 id, const QString &action)
{
    const auto target = d->targets.find(id);
    if (target == d->targets.end() || action != QLatin1String("default"))
        return;
    Q_EMIT activated(target->second);
}

void Notifier::closed(quint32 id, quint32)
{
    d->targets.erase(id);
    for (auto &[account, known] : d->shown) {
        if (known == id)
            known = 0;
    }
}

Notifier::Notifier(const WindowContext &context, QObject *parent) : QObject(parent), d(std::make_unique<Private>(this, context))
{
    d->gather.setSingleShot(true);
    d->gather.setInterval(kGather);
    connect(&d->gather, &QTimer::timeout, this, [this] { d->tell(); });
    connect(&context.bridge, &EngineBridge::changed, this, [this](const store::ChangeSet &changes) { d->arrived(changes.arrived); });
    if (!d->bus.isConnected())
        return;
    d->bus.connect(kService, kPath, kService, QStringLiteral("ActionInvoked"), this, SLOT(actionInvoked(quint32, QString)));
    d->bus.connect(kService, kPath, kService, QStringLiteral("NotificationClosed"), this, SLOT(closed(quint32, quint32)));
}

Notifier::~Notifier() = default;

} // namespace tern::ui
