// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/outbox/OutboxView.h"

#include "core/engine/Engine.h"
#include "ui/bridge/EngineBridge.h"
#include "ui/bridge/ErrorText.h"
#include "ui/outbox/Journey.h"
#include "ui/outbox/JourneyDialog.h"
#include "ui/outbox/OutboxRows.h"
#include "ui/outbox/SendTimeDialog.h"
#include "ui/rows/ActionRowList.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/Separator.h"

namespace tern::ui {
namespace {

constexpr int kPage = 100;

FlatButton *makeTab(const Theme &theme, const QString &text, QWidget *parent)
{
    auto *tab = new FlatButton(theme, text, parent);
    tab->setCheckable(true);
    return tab;
}

} // namespace

struct OutboxView::Private {
    Private(OutboxView *view, const WindowContext &windowContext) : q(view), context(windowContext) {}

    void build();
    void read();
    void readSent();
    void showJourney(OutboxId item);
    void chooseTime(OutboxId item);
    void act(qint64 key, int action);
    void edit(OutboxId item);
    void report(const Result<void> &outcome);

    OutboxView *q;
    WindowContext context;
    ActionRowList *list = nullptr;
    ActionRowList *sent = nullptr;
    FlatButton *waitingTab = nullptr;
    FlatButton *sentTab = nullptr;
    FlatButton *older = nullptr;
    int sentRows = kPage;
    Banner *failure = nullptr;
    QTimer clock;
};

void OutboxView::Private::build()
{
    const Theme &theme = context.theme;
    auto *title = new ElidedLabel(theme, Theme::Type::Subject, Theme::Ink::Text, tr("Outbox"), q);
    title->setContentsMargins(16, 0, 16, 0);
    auto *head = new QVBoxLayout;
    head->setContentsMargins(16, 12, 16, 12);
    waitingTab = makeTab(theme, tr("Waiting"), q);
    sentTab = makeTab(theme, tr("Sent"), q);
    connect(waitingTab, &QAbstractButton::clicked, q, [this] { q->showSent(false); });
    connect(sentTab, &QAbstractButton::clicked, q, [this] { q->showSent(true); });
    auto *top = new QHBoxLayout;
    top->setSpacing(4);
    top->addWidget(title, 1);
    top->addWidget(waitingTab);
    top->addWidget(sentTab);
    head->addLayout(top);
    list = new ActionRowList(theme, tr("The Outbox is empty"), tr("What you send waits here until the server has taken it."), q);
    list->setAccessibleName(tr("Outbox"));
    connect(list, &ActionRowList::actionTriggered, q, [this](qint64 key, int action) { act(key, action); });
    sent = new ActionRowList(theme, tr("Nothing was sent from here yet"), tr("Of each message that you send, its way is written down here."), q);
    sent->setAccessibleName(tr("Sent"));
    connect(sent, &ActionRowList::actionTriggered, q, [this](qint64 key, int action) { act(key, action); });
    connect(sent, &QAbstractItemView::doubleClicked, q, [this](const QModelIndex &index) { showJourney(OutboxId{sent->rows().row(index.row()).key}); });
    older = new FlatButton(theme, tr("Show older"), q);
    connect(older, &QAbstractButton::clicked, q, [this] {
        sentRows += kPage;
        readSent();
    });
    failure = new Banner(theme, Banner::Kind::Bad, {}, q);
    failure->hide();

    auto *column = new QVBoxLayout(q);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(new Separator(theme, Qt::Horizontal, q));
    column->addWidget(failure);
    column->addWidget(list, 1);
    column->addWidget(sent, 1);
    column->addWidget(older, 0, Qt::AlignHCenter);
    q->showSent(false);
    QWidget::setTabOrder(list, sent);
    QWidget::setTabOrder(sent, older);
    QWidget::setTabOrder(older, waitingTab);
    QWidget::setTabOrder(waitingTab, sentTab);
    q->setFocusProxy(list);
}

void OutboxView::Private::read()
{
    const auto records = context.reader.outbox(false);
    if (!records)
        return report(records.error());
    std::vector<RowData> rows;
    for (const store::OutboxRecord &record : *records)
        rows.push_back(outboxRow(record, QDateTime::currentMSecsSinceEpoch()));
    const int before = list->rows().rowCount();
    list->rows().setRows(std::move(rows));
    if (list->rows().rowCount() != before)
        Q_EMIT q->countChanged(list->rows().rowCount());
}

void OutboxView::Private::readSent()
{
    if (sent->isHidden())
        return;
    const auto records = context.reader.sentMail({}, sentRows);
    if (!records)
        return report(records.error());
    std::vector<RowData> rows;
    for (const store::OutboxRecord &record : *records)
        rows.push_back(sentRow(record, context.reader.deliveryReports(record.id).valueOr({}), QDateTime::currentMSecsSinceEpoch()));
    older->setVisible(static_cast<int>(rows.size()) == sentRows);
    sent->rows().setRows(std::move(rows));
}

void OutboxView::Private::showJourney(OutboxId item)
{
    (new JourneyDialog(context, item, q))->open();
}

void OutboxView::Private::chooseTime(OutboxId item)
{
    const auto record = context.reader.outboxItem(item);
    if (!record || !*record)
        return;
    auto *dialog = new SendTimeDialog(context.theme, (**record).sendAt, q);
    connect(dialog, &SendTimeDialog::chosen, q, [this, item](UnixMillis at) {
        context.engine.rescheduleOutbox(item, at, onUi(q, [this](Result<void> outcome) { report(outcome); }));
    });
    dialog->open();
}

void OutboxView::Private::report(const Result<void> &outcome)
{
    failure->setVisible(!outcome.ok());
    if (outcome)
        return;
    const ErrorText text = errorText(outcome.error());
    failure->setText(text.sentence);
    failure->setDetails(text.details);
}

void OutboxView::Private::edit(OutboxId item)
{
    const auto record = context.reader.outboxItem(item);
    if (!record || !*record)
        return;
    const DraftId draft = (**record).draft;
    // First out of the queue, so that it can't leave while it is being changed.
    context.engine.cancelOutbox(item, onUi(q, [this, draft](Result<void> outcome) {
        report(outcome);
        if (outcome)
            Q_EMIT q->editRequested(draft);
    }));
}

void OutboxView::Private::act(qint64 key, int action)
{
    const OutboxId item{key};
    const auto finished = onUi(q, [this](Result<void> outcome) { report(outcome); });
    switch (action) {
    case RetryOutbox: return context.engine.retryOutbox(item, finished);
    case CancelOutbox: return context.engine.cancelOutbox(item, finished);
    case EditOutbox: return edit(item);
    case OutboxArrived: return context.engine.resolveUnknown(item, true, finished);
    case RescheduleOutbox: return chooseTime(item);
    case ShowJourney: return showJourney(item);
    case OutboxSendAgain: return context.engine.resolveUnknown(item, false, finished);
    default: break;
    }
}

OutboxView::OutboxView(const WindowContext &context, QWidget *parent)
    : QWidget(parent), d(std::make_unique<Private>(this, context))
{
    setAccessibleName(tr("Outbox"));
    d->build();
    connect(&context.bridge, &EngineBridge::changed, this, [this](const store::ChangeSet &changes) {
        if (!changes.outbox)
            return;
        d->read();
        d->readSent();
    });
    d->clock.setInterval(1000);
    connect(&d->clock, &QTimer::timeout, this, [this] {
        if (isVisible() && count() > 0)
            d->read();
    });
    d->clock.start();
    d->read();
}

OutboxView::~OutboxView() = default;

int OutboxView::count() const
{
    return d->list->rows().rowCount();
}

void OutboxView::showSent(bool isSent)
{
    d->waitingTab->setChecked(!isSent);
    d->sentTab->setChecked(isSent);
    ActionRowList *shown = isSent ? d->sent : d->list;
    ActionRowList *hidden = isSent ? d->list : d->sent;
    shown->show();
    if (hidden->hasFocus())
        shown->setFocus();
    hidden->hide();
    d->older->hide();
    d->sentRows = kPage;
    setFocusProxy(shown);
    d->readSent();
}

} // namespace tern::ui
