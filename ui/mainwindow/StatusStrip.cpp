// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/StatusStrip.h"

#include "ui/bridge/ErrorText.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QPainter>

namespace tern::ui {

namespace {

constexpr int kProgressAfterMs = 1000;
constexpr int kBarWidth = 90;

QString say(const char *text)
{
    return QCoreApplication::translate("StatusStrip", text);
}

QString progressName(engine::LaneStatus::What what)
{
    using What = engine::LaneStatus::What;
    switch (what) {
    case What::ListingFolders: return say(QT_TRANSLATE_NOOP("StatusStrip", "Reading the folders"));
    case What::ListingMessages: return say(QT_TRANSLATE_NOOP("StatusStrip", "Reading the list"));
    case What::FetchingBody: return say(QT_TRANSLATE_NOOP("StatusStrip", "Fetching the message"));
    case What::FetchingBodies: return say(QT_TRANSLATE_NOOP("StatusStrip", "Fetching messages"));
    case What::Replaying: return say(QT_TRANSLATE_NOOP("StatusStrip", "Making changes on the server"));
    case What::Appending: return say(QT_TRANSLATE_NOOP("StatusStrip", "Saving on the server"));
    case What::Sending: return say(QT_TRANSLATE_NOOP("StatusStrip", "Sending"));
    default: return {};
    }
}

} // namespace

StatusSummary summarise(const std::map<AccountId, engine::AccountStatus> &accounts)
{
    using State = engine::AccountStatus::State;
    StatusSummary summary;
    UnixMillis lastSync = 0;
    const engine::AccountStatus *trouble = nullptr;
    bool connecting = false;
    bool working = false;
    int online = 0;
    for (const auto &[id, account] : accounts) {
        if (account.state == State::Problem || account.state == State::NeedsPassword)
            trouble = trouble ? trouble : &account;
        connecting = connecting || account.state == State::Connecting;
        online += account.state == State::Online;
        lastSync = std::max(lastSync, account.lastSync);
        for (const auto &lane : account.lanes) {
            const QString name = progressName(lane.what);
            if (lane.state != engine::LaneStatus::State::Working || name.isEmpty())
                continue;
            working = true;
            if (summary.progressName.isEmpty() || (summary.percent < 0 && lane.total > 0)) {
                summary.progressName = name;
                summary.percent = lane.total > 0 ? static_cast<int>(std::min<std::int64_t>(100, std::int64_t{100} * lane.done / lane.total)) : -1;
            }
        }
    }
    const QString time = lastSync > 0 ? QLocale().toString(QDateTime::fromMSecsSinceEpoch(lastSync).time(), QStringLiteral("HH:mm")) : QString();
    if (trouble) {
        summary.problem = true;
        summary.sentence = QStringLiteral("%1: %2").arg(trouble->email, trouble->error ? errorText(*trouble->error).sentence
                                                                        : say(QT_TRANSLATE_NOOP("StatusStrip", "The password is needed.")));
    } else if (accounts.empty()) {
        summary.sentence = say(QT_TRANSLATE_NOOP("StatusStrip", "No account yet"));
    } else if (online == 0 && connecting) {
        summary.sentence = say(QT_TRANSLATE_NOOP("StatusStrip", "Connecting…"));
    } else if (online == 0) {
        summary.sentence = time.isEmpty() ? say(QT_TRANSLATE_NOOP("StatusStrip", "Offline"))
                                          : say(QT_TRANSLATE_NOOP("StatusStrip", "Offline; last brought up to date %1")).arg(time);
    } else if (working || connecting) {
        summary.sentence = say(QT_TRANSLATE_NOOP("StatusStrip", "Looking for mail…"));
    } else {
        summary.sentence = time.isEmpty() ? say(QT_TRANSLATE_NOOP("StatusStrip", "Connected"))
                                          : say(QT_TRANSLATE_NOOP("StatusStrip", "Up to date, %1")).arg(time);
    }
    return summary;
}

StatusStrip::StatusStrip(const Theme &theme, QWidget *parent) : QAbstractButton(parent), m_theme(theme)
{
    setFixedHeight(metrics::kStatusBar);
    setFocusPolicy(Qt::TabFocus);
    setToolTip(tr("Show what goes on"));
    m_progressDelay.setSingleShot(true);
    m_progressDelay.setInterval(kProgressAfterMs);
    connect(&m_progressDelay, &QTimer::timeout, this, [this] {
        m_showProgress = true;
        update();
    });
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    refresh();
}

QSize StatusStrip::sizeHint() const
{
    return {200, metrics::kStatusBar};
}

void StatusStrip::setAccountStatus(const engine::AccountStatus &status)
{
    m_accounts[status.account] = status;
    refresh();
}

void StatusStrip::setOutbox(int waiting)
{
    m_outbox = waiting;
    refresh();
}

void StatusStrip::setAccounts(const std::set<AccountId> &accounts)
{
    m_accountCount = static_cast<int>(accounts.size());
    std::erase_if(m_accounts, [&accounts](const auto &told) { return !accounts.contains(told.first); });
    refresh();
}

void StatusStrip::refresh()
{
    m_summary = summarise(m_accounts);
    if (m_accounts.empty() && m_accountCount > 0)
        m_summary.sentence = tr("Connecting…");
    if (m_summary.progressName.isEmpty()) {
        m_progressDelay.stop();
        m_showProgress = false;
    } else if (!m_showProgress && !m_progressDelay.isActive()) {
        m_progressDelay.start();
    }
    setAccessibleName(m_summary.sentence);
    update();
}

void StatusStrip::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), underMouse() ? tokens.hover : tokens.sidebar);
    painter.fillRect(QRect(0, 0, width(), 1), tokens.line);
    if (hasFocus()) {
        painter.setPen(tokens.accent);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
    painter.setFont(m_theme.font(Theme::Type::Small));
    const QFontMetrics fm = painter.fontMetrics();
    const QString outbox = m_outbox > 0 ? tr("%n message(s) wait in the Outbox", nullptr, m_outbox) : QString();
    const int right = width() - 14 - (outbox.isEmpty() ? 0 : fm.horizontalAdvance(outbox) + 18);
    int x = 14;
    painter.setPen(m_summary.problem ? tokens.warning : tokens.muted);
    const QString sentence = fm.elidedText(m_summary.sentence, Qt::ElideRight, right - x);
    painter.drawText(QRect(x, 1, right - x, height() - 1), Qt::AlignVCenter | Qt::AlignLeft, sentence);
    x += fm.horizontalAdvance(sentence) + 18;
    painter.setPen(tokens.muted);
    if (m_showProgress && right - x > fm.horizontalAdvance(m_summary.progressName) + kBarWidth + 50) {
        painter.drawText(QRect(x, 1, right - x, height() - 1), Qt::AlignVCenter | Qt::AlignLeft, m_summary.progressName);
        x += fm.horizontalAdvance(m_summary.progressName) + 6;
        const QRectF bar(x, height() / 2.0 - 1.5, kBarWidth, 4);
        painter.setPen(Qt::NoPen);
        painter.setBrush(tokens.line);
        painter.drawRoundedRect(bar, 2, 2);
        painter.setBrush(tokens.accent);
        const bool known = m_summary.percent >= 0;
        painter.drawRoundedRect(QRectF(bar.left() + (known ? 0 : kBarWidth / 3.0), bar.top(), known ? kBarWidth * m_summary.percent / 100.0 : kBarWidth / 3.0, 4), 2, 2);
        if (known) {
            painter.setPen(tokens.muted);
            painter.drawText(QRect(x + kBarWidth + 6, 1, 50, height() - 1), Qt::AlignVCenter | Qt::AlignLeft,
                             tr("%1%").arg(QLocale().toString(m_summary.percent)));
        }
    }
    if (!outbox.isEmpty())
        painter.drawText(QRect(right, 1, width() - 14 - right, height() - 1), Qt::AlignVCenter | Qt::AlignRight, outbox);
}

void StatusStrip::enterEvent(QEnterEvent *) { update(); }
void StatusStrip::leaveEvent(QEvent *) { update(); }

} // namespace tern::ui
