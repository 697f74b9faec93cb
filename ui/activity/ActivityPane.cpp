// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/activity/ActivityPane.h"

#include "core/engine/Engine.h"
#include "ui/activity/AccountCard.h"
#include "ui/activity/LaneLines.h"
#include "ui/activity/OperationRows.h"
#include "ui/bridge/EngineBridge.h"
#include "ui/bridge/ErrorText.h"
#include "ui/models/RowWords.h"
#include "ui/rows/ActionRowList.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/Separator.h"

#include <QScrollArea>

#include <map>

namespace tern::ui {

namespace {
constexpr int kSideBySideFrom = 1200;   ///< pixels: below, the waiting changes stand under the accounts, whose lanes need the room
}

struct ActivityPane::Private {
    Private(ActivityPane *pane, const WindowContext &windowContext) : q(pane), context(windowContext) {}

    void build();
    void arrange();
    void readStatus();
    void showStatus(const engine::AccountStatus &status);
    void showIndex(const engine::LaneStatus &status);
    void readOperations();
    void act(qint64 key, int action);
    [[nodiscard]] engine::Completion<void> finished();
    [[nodiscard]] QString folderName(AccountId account, const std::string &wireName);

    ActivityPane *q;
    WindowContext context;
    std::map<AccountId, engine::AccountStatus> statuses;
    std::map<AccountId, AccountCard *> cards;
    QBoxLayout *halves = nullptr;
    Separator *between = nullptr;
    Separator *beside = nullptr;
    QVBoxLayout *cardColumn = nullptr;
    LaneLines *index = nullptr;         ///< of no account
    QLabel *waiting = nullptr;
    ActionRowList *operations = nullptr;
    Banner *failure = nullptr;
    QTimer clock;       // relative times go on
};

void ActivityPane::Private::build()
{
    const Theme &theme = context.theme;
    auto *title = new ElidedLabel(theme, Theme::Type::Strong, Theme::Ink::Text, tr("Activity"), q);
    auto *close = new FlatButton(theme, QStringLiteral("×"), q);
    close->setAccessibleName(tr("Close Activity"));
    close->setToolTip(close->accessibleName());
    connect(close, &QAbstractButton::clicked, q, &ActivityPane::closeRequested);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(24, 8, 12, 8);
    head->addWidget(title, 1);
    head->addWidget(close);

    auto *content = new QWidget(q);
    auto *scroll = new QScrollArea(q);
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setSizeAdjustPolicy(QAbstractScrollArea::AdjustToContents);
    scroll->setFocusPolicy(Qt::NoFocus);
    cardColumn = new QVBoxLayout(content);
    cardColumn->setContentsMargins(24, 16, 24, 16);
    cardColumn->setSpacing(12);
    cardColumn->addStretch(1);
    index = new LaneLines(theme, q);
    index->setContentsMargins(40, 8, 40, 8);    // as the lines in the cards
    auto *accounts = new QVBoxLayout;
    accounts->setSpacing(0);
    accounts->addWidget(scroll, 1);
    accounts->addWidget(new Separator(theme, Qt::Horizontal, q));
    accounts->addWidget(index);

    waiting = new QLabel(q);
    waiting->setFont(theme.font(Theme::Type::Caption));
    waiting->setForegroundRole(QPalette::PlaceholderText);
    waiting->setContentsMargins(24, 8, 24, 4);
    operations = new ActionRowList(theme, tr("Nothing waits"), tr("Every change has reached its server."), q);
    operations->setAccessibleName(tr("Waiting changes"));
    connect(operations, &ActionRowList::actionTriggered, q, [this](qint64 key, int action) { act(key, action); });
    failure = new Banner(theme, Banner::Kind::Bad, {}, q);
    failure->hide();

    auto *column = new QVBoxLayout(q);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(new Separator(theme, Qt::Horizontal, q));
    auto *changes = new QVBoxLayout;
    changes->addWidget(waiting);
    changes->addWidget(failure);
    changes->addWidget(operations, 1);
    between = new Separator(theme, Qt::Horizontal, q);
    beside = new Separator(theme, Qt::Vertical, q);
    halves = new QBoxLayout(QBoxLayout::TopToBottom);
    halves->setSpacing(0);
    halves->addLayout(accounts, 3);
    halves->addWidget(between);
    halves->addWidget(beside);
    halves->addLayout(changes, 2);
    column->addLayout(halves, 1);
    operations->setMinimumHeight(120);
    arrange();
    q->setFocusProxy(operations);
}

void ActivityPane::Private::arrange()
{
    const bool wide = q->width() >= kSideBySideFrom;
    halves->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    between->setVisible(!wide);
    beside->setVisible(wide);
}

void ActivityPane::Private::showStatus(const engine::AccountStatus &status)
{
    statuses[status.account] = status;
    AccountCard *&card = cards[status.account];
    if (!card) {
        card = new AccountCard(context, status.account, q);
        cardColumn->insertWidget(cardColumn->count() - 1, card);
        connect(card, &AccountCard::doctorRequested, q, [this, id = status.account] { Q_EMIT q->doctorRequested(id); });
    }
    card->setStatus(status, QDateTime::currentMSecsSinceEpoch());
}

void ActivityPane::Private::readStatus()
{
    const std::vector<engine::AccountStatus> all = context.engine.accountStatus();
    for (auto card = cards.begin(); card != cards.end();) {
        const bool stays = std::any_of(all.begin(), all.end(), [&](const auto &status) { return status.account == card->first; });
        if (stays) {
            ++card;
            continue;
        }
        card->second->deleteLater();
        statuses.erase(card->first);
        card = cards.erase(card);
    }
    for (const engine::AccountStatus &status : all)
        showStatus(status);
    showIndex(context.engine.indexStatus());
}

void ActivityPane::Private::showIndex(const engine::LaneStatus &status)
{
    index->setLanes({status}, QDateTime::currentMSecsSinceEpoch());
}

QString ActivityPane::Private::folderName(AccountId account, const std::string &wireName)
{
    const auto mailbox = context.reader.mailboxByName(account, wireName);
    return mailbox && *mailbox ? mailboxName(**mailbox) : QString::fromStdString(wireName);
}

void ActivityPane::Private::readOperations()
{
    const auto records = context.reader.operations();
    if (!records)
        return;
    const UnixMillis now = QDateTime::currentMSecsSinceEpoch();
    std::vector<RowData> rows;
    for (const store::OperationRecord &record : *records) {
        const auto status = statuses.find(record.account);
        const QString account = statuses.size() > 1 && status != statuses.end() ? status->second.email : QString();
        rows.push_back(operationRow(record, now, account, [this](AccountId id, const std::string &name) { return folderName(id, name); }));
    }
    waiting->setText(rows.empty() ? tr("Waiting changes") : tr("Waiting changes: %n", nullptr, int(rows.size())));
    operations->rows().setRows(std::move(rows));
}

engine::Completion<void> ActivityPane::Private::finished()
{
    return onUi(q, [this](Result<void> outcome) {
        failure->setVisible(!outcome.ok());
        if (!outcome) {
            const ErrorText text = errorText(outcome.error());
            failure->setText(text.sentence);
            failure->setDetails(text.details);
        }
        readOperations();
    });
}

void ActivityPane::Private::act(qint64 key, int action)
{
    if (action == RetryOperation)
        context.engine.retryOperation(OperationId{key}, finished());
    else if (action == CancelOperation)
        context.engine.cancelOperation(OperationId{key}, finished());
}

ActivityPane::ActivityPane(const WindowContext &context, QWidget *parent)
    : QWidget(parent), d(std::make_unique<Private>(this, context))
{
    setAccessibleName(tr("Activity"));
    d->build();
    connect(&context.bridge, &EngineBridge::statusChanged, this, [this](const engine::AccountStatus &status) { d->showStatus(status); });
    connect(&context.bridge, &EngineBridge::indexStatusChanged, this, [this](const engine::LaneStatus &status) { d->showIndex(status); });
    connect(&context.bridge, &EngineBridge::changed, this, [this](const store::ChangeSet &changes) {
        if (changes.accounts)
            d->readStatus();
        if (changes.operations || changes.mailboxList)
            d->readOperations();
    });
    d->clock.setInterval(1000);
    connect(&d->clock, &QTimer::timeout, this, [this] {
        if (!isVisible())
            return;
        for (const auto &[id, status] : d->statuses)
            d->cards[id]->setStatus(status, QDateTime::currentMSecsSinceEpoch());
        if (d->operations->rows().rowCount() > 0)
            d->readOperations();
    });
    d->clock.start();
    d->readStatus();
    d->readOperations();
}

ActivityPane::~ActivityPane() = default;

void ActivityPane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    d->arrange();
}

} // namespace tern::ui
