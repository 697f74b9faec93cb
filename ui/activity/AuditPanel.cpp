// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/activity/AuditPanel.h"

#include "core/engine/Engine.h"
#include "ui/bridge/EngineBridge.h"
#include "ui/bridge/ErrorText.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/ElidedLabel.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPointer>
#include <QProgressBar>

#include <mutex>

namespace tern::ui {
namespace {

constexpr int kSteps = 1'000;               // of the progress bar, which counts in int
constexpr std::int64_t kNearlyFull = 90;    // percent

} // namespace

struct AuditPanel::Feed {
    StopSource stop;
    std::mutex mutex;
    engine::AuditProgress progress;    ///< guarded by mutex
    AuditTally damaged;                ///< guarded by mutex
    bool isTold = false;               ///< guarded by mutex: the window was asked to look and has not yet
};

AuditPanel::AuditPanel(const WindowContext &context, AccountId account, QWidget *parent) : QWidget(parent), m_context(context), m_account(account)
{
    const Theme &theme = context.theme;
    m_quota = new ElidedLabel(theme, Theme::Type::Small, Theme::Ink::Muted, {}, this);
    m_audit = new FlatButton(theme, tr("Audit"), this);
    m_audit->setToolTip(tr("Compares the mail kept here with the server, and reads all of it"));
    m_repair = new FlatButton(theme, tr("Repair"), this);
    m_repair->setToolTip(tr("Mends the mail kept here. What is on the server is not touched"));
    m_cancel = new FlatButton(theme, tr("Cancel"), this);
    for (FlatButton *button : {m_audit, m_repair, m_cancel})
        button->setInk(Theme::Ink::Accent);
    connect(m_audit, &QAbstractButton::clicked, this, [this] { start(false); });
    connect(m_repair, &QAbstractButton::clicked, this, [this] { start(true); });
    connect(m_cancel, &QAbstractButton::clicked, this, &AuditPanel::cancel);
    m_running = new QWidget(this);
    m_doing = new ElidedLabel(theme, Theme::Type::Small, Theme::Ink::Muted, {}, m_running);
    m_progress = new QProgressBar(m_running);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(96);
    m_progress->setAccessibleName(tr("Progress of the audit"));
    auto *running = new QHBoxLayout(m_running);
    running->setContentsMargins(0, 0, 0, 0);
    running->setSpacing(16);
    running->addWidget(m_doing, 1);
    running->addWidget(m_progress);
    m_running->hide();
    m_result = new QLabel(this);
    m_result->setWordWrap(true);
    m_result->setFont(theme.font(Theme::Type::Small));
    m_result->setTextFormat(Qt::PlainText);
    m_result->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_result->hide();
    m_audit->setObjectName(QStringLiteral("audit"));
    m_repair->setObjectName(QStringLiteral("repair"));
    m_cancel->setObjectName(QStringLiteral("cancel"));
    m_doing->setObjectName(QStringLiteral("doing"));
    m_result->setObjectName(QStringLiteral("result"));

    auto *foot = new QHBoxLayout;
    foot->setSpacing(8);
    foot->addWidget(m_quota, 1);
    foot->addWidget(m_repair);
    foot->addWidget(m_audit);
    foot->addWidget(m_cancel);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_running);
    column->addWidget(m_result);
    column->addLayout(foot);
    showButtons(false);
}

AuditPanel::~AuditPanel()
{
    cancel();
}

void AuditPanel::setQuota(const std::optional<sync::QuotaUse> &quota)
{
    const bool known = quota && quota->limit > 0;
    m_quota->setText(known ? quotaText(*quota) : QString());
    m_quota->setInk(known && quota->used / kNearlyFull >= quota->limit / 100 ? Theme::Ink::Warning : Theme::Ink::Muted);
}

void AuditPanel::showButtons(bool repairable)
{
    m_cancel->setVisible(isRunning());
    m_audit->setVisible(!isRunning());
    m_repair->setVisible(!isRunning() && repairable);
}

void AuditPanel::start(bool repair)
{
    if (isRunning())
        return;
    m_feed = std::make_shared<Feed>();
    m_result->hide();
    m_progress->setRange(0, 0);
    m_doing->setText(tr("Begins…"));
    m_running->show();
    showButtons(false);
    m_cancel->setFocus();

    engine::Engine::AuditRequest request;
    request.account = m_account;
    request.repair = repair;
    request.stop = m_feed->stop.token();
    request.found = [feed = m_feed](const engine::AuditFinding &finding) {
        const std::lock_guard lock(feed->mutex);
        if (finding.cause == engine::AuditFinding::Cause::Damaged)
            ++feed->damaged[finding.kind];
    };
    // However often it is told, the window has one look waiting.
    request.progress = [feed = m_feed, panel = QPointer(this)](const engine::AuditProgress &progress) {
        {
            const std::lock_guard lock(feed->mutex);
            feed->progress = progress;
            if (std::exchange(feed->isTold, true))
                return;
        }
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [feed, panel] {
                if (panel && panel->m_feed == feed)
                    panel->showProgress();
            },
            Qt::QueuedConnection);
    };
    m_context.engine.audit(std::move(request), onUi(this, [this, feed = m_feed](Result<engine::AuditSummary> outcome) { ended(feed.get(), outcome); }));
}

void AuditPanel::cancel()
{
    if (!isRunning())
        return;
    m_feed->stop.requestStop();
    m_doing->setText(tr("Stops…"));
    m_progress->setRange(0, 0);
}

void AuditPanel::showProgress()
{
    engine::AuditProgress progress;
    {
        const std::lock_guard lock(m_feed->mutex);
        progress = m_feed->progress;
        m_feed->isTold = false;
    }
    if (m_feed->stop.stopRequested())
        return;
    m_doing->setText(auditDoing(progress));
    m_progress->setRange(0, progress.total > 0 ? kSteps : 0);
    if (progress.total > 0)
        m_progress->setValue(static_cast<int>(std::min(progress.done, progress.total) * kSteps / progress.total));
}

void AuditPanel::ended(const Feed *feed, const Result<engine::AuditSummary> &outcome)
{
    if (m_feed.get() != feed)
        return;
    const std::shared_ptr<Feed> finished = std::exchange(m_feed, nullptr);
    QStringList lines;
    if (outcome) {
        for (const auto &[account, error] : outcome->unreachable)
            lines << tr("The server could not be asked. %1").arg(errorText(error).sentence);
        const std::lock_guard lock(finished->mutex);
        lines << auditResult(*outcome, finished->damaged);
    } else {
        lines << errorText(outcome.error()).sentence;
    }
    m_running->hide();
    m_result->setText(lines.join(QLatin1Char('\n')));
    m_result->show();
    const bool hadFocus = m_cancel->hasFocus();
    showButtons(outcome.ok() && canRepair(*outcome));
    if (hadFocus)
        (m_repair->isHidden() ? m_audit : m_repair)->setFocus();
}

} // namespace tern::ui
