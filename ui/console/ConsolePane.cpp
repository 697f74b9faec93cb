// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/ConsolePane.h"

#include "ui/console/ConsoleModel.h"
#include "ui/console/ConsoleView.h"
#include "ui/console/TraceFeed.h"
#include "ui/theme/Theme.h"

#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QKeyEvent>
#include <QPointer>
#include <QSaveFile>
#include <QThreadPool>

#include <algorithm>

namespace tern::ui {

struct ConsolePane::Private {
    Private(ConsolePane *pane, TraceRing &traceRing, const Theme &windowTheme)
        : q(pane), ring(traceRing), theme(windowTheme), feed(traceRing), view(new ConsoleView(windowTheme, pane))
    {
    }

    QToolButton *button(const QString &text, const QString &tip);
    void build();
    void applyColours();
    void fillSources();
    void applyFilter();
    void copy();
    void save();
    void tellSaved(const QString &problem);

    ConsolePane *q;
    TraceRing &ring;
    const Theme &theme;
    TraceFeed feed;
    ConsoleModel model;
    ConsoleView *view;
    QWidget *bar = nullptr;
    QComboBox *source = nullptr;
    QLineEdit *filter = nullptr;
    std::vector<ConsoleModel::Source> known;    // the entries of `source`
    QToolButton *pause = nullptr;
    QLabel *said = nullptr;
};

QToolButton *ConsolePane::Private::button(const QString &text, const QString &tip)
{
    auto *made = new QToolButton(bar);
    made->setText(text);
    made->setToolTip(tip);
    made->setCursor(Qt::PointingHandCursor);
    return made;
}

void ConsolePane::Private::build()
{
    bar = new QWidget(q);
    bar->setObjectName(QStringLiteral("consoleBar"));
    bar->setAttribute(Qt::WA_StyledBackground);
    source = new QComboBox(bar);
    source->setAccessibleName(tr("Connection"));
    source->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    source->setMinimumWidth(180);
    filter = new QLineEdit(bar);
    filter->setPlaceholderText(tr("Filter the dialogue"));
    filter->setAccessibleName(filter->placeholderText());
    filter->setClearButtonEnabled(true);
    filter->setMaximumWidth(260);
    pause = button(tr("Pause"), tr("Hold the lines back; nothing is lost"));
    pause->setCheckable(true);
    auto *clear = button(tr("Clear"), tr("Forget all lines"));
    auto *copyButton = button(tr("Copy"), tr("Copy the selected lines, or all"));
    auto *saveButton = button(tr("Save…"), tr("Save the shown lines to a file"));
    auto *close = button(QStringLiteral("×"), tr("Close the console"));
    close->setAccessibleName(tr("Close the console"));
    said = new QLabel(bar);

    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 6, 12, 6);
    row->setSpacing(8);
    row->addWidget(source);
    row->addWidget(filter, 1);
    row->addWidget(pause);
    row->addWidget(clear);
    row->addWidget(copyButton);
    row->addWidget(saveButton);
    row->addWidget(said, 1);
    row->addWidget(close);

    auto *column = new QVBoxLayout(q);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(bar);
    column->addWidget(view, 1);

    connect(source, &QComboBox::currentIndexChanged, q, [this] { applyFilter(); });
    connect(filter, &QLineEdit::textChanged, q, [this] { applyFilter(); });
    connect(pause, &QToolButton::toggled, q, [this](bool on) {
        pause->setText(on ? tr("Go on") : tr("Pause"));
        feed.setPaused(on);
    });
    connect(clear, &QToolButton::clicked, q, [this] {
        ring.clear();
        feed.drop();
        model.clear();
    });
    connect(copyButton, &QToolButton::clicked, q, [this] { copy(); });
    connect(view, &ConsoleView::copyRequested, q, [this] { copy(); });
    connect(saveButton, &QToolButton::clicked, q, [this] { save(); });
    connect(close, &QToolButton::clicked, q, &ConsolePane::closeRequested);
}

void ConsolePane::Private::applyColours()
{
    const Tokens &t = theme.tokens();
    QColor edge = t.consoleNote;
    edge.setAlpha(90);
    const QString border = QStringLiteral("rgba(%1,%2,%3,%4)").arg(edge.red()).arg(edge.green()).arg(edge.blue()).arg(edge.alpha());
    // The bar is dark in the light theme too.
    bar->setStyleSheet(QStringLiteral(
        "#consoleBar { background: %1; border-bottom: 1px solid %2; }"
        "QLabel { color: %3; }"
        "QComboBox, QLineEdit { background: %1; color: %4; border: 1px solid %2; border-radius: 6px; padding: 2px 8px; min-height: 18px; }"
        "QComboBox:focus, QLineEdit:focus { border-color: %5; }"
        "QComboBox QAbstractItemView { background: %1; color: %4; selection-background-color: %2; selection-color: %4; }"
        "QToolButton { color: %3; background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 3px 8px; }"
        "QToolButton:hover, QToolButton:checked { color: %4; border-color: %2; background: transparent; }"
        "QToolButton:focus { border-color: %5; }")
        .arg(t.consoleGround.name(), border, t.consoleNote.name(), t.consoleText.name(), t.consoleClient.name()));
    // The palette colours the placeholder and the clear button, which a style sheet can't.
    QPalette palette = filter->palette();
    palette.setColor(QPalette::PlaceholderText, t.consoleNote);
    filter->setPalette(palette);
}

void ConsolePane::Private::fillSources()
{
    const std::size_t chosen = std::size_t(std::max(0, source->currentIndex()));
    const ConsoleModel::Source before = chosen < known.size() ? known[chosen] : ConsoleModel::Source();
    known = model.sources();
    known.insert(known.begin(), ConsoleModel::Source());
    const QSignalBlocker blocker(source);
    source->clear();
    for (const ConsoleModel::Source &one : known) {
        if (one == ConsoleModel::Source())
            source->addItem(tr("All connections"));
        else if (one.connection != 0)
            source->addItem(QStringLiteral("      ") + tr("since %1 (number %2)").arg(QDateTime::fromMSecsSinceEpoch(one.since).toString(QStringLiteral("HH:mm:ss"))).arg(one.connection));
        else
            source->addItem(one.account.isEmpty() ? one.endpoint : QString(one.account + QLatin1String("  ") + one.endpoint));
    }
    const auto again = std::find(known.begin(), known.end(), before);
    source->setCurrentIndex(again == known.end() ? 0 : int(again - known.begin()));
    if (again == known.end())
        applyFilter();
}

void ConsolePane::Private::applyFilter()
{
    const auto chosen = std::size_t(std::max(0, source->currentIndex()));
    model.setFilter(chosen < known.size() ? known[chosen] : ConsoleModel::Source(), filter->text().trimmed());
    view->scrollToBottom();
}

void ConsolePane::Private::copy()
{
    const QModelIndexList selected = view->selectionModel()->selectedRows();
    QGuiApplication::clipboard()->setText(model.textOf(selected));
}

void ConsolePane::Private::save()
{
    const QString name = QFileDialog::getSaveFileName(q, tr("Save the dialogue"), QStringLiteral("tern-dialogue.txt"), tr("Text (*.txt)"));
    if (name.isEmpty())
        return;
    // The disk may be slow, and the window waits for none.
    QThreadPool::globalInstance()->start([name, bytes = model.textOf({}, true).toUtf8(), pane = QPointer<ConsolePane>(q)] {
        QSaveFile file(name);
        const bool written = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
        const QString problem = written ? QString() : file.errorString();
        QMetaObject::invokeMethod(QCoreApplication::instance(), [pane, problem] {
            if (pane)
                pane->d->tellSaved(problem);
        });
    });
}

void ConsolePane::Private::tellSaved(const QString &problem)
{
    said->setText(problem.isEmpty() ? tr("Saved.") : tr("Not saved: %1").arg(problem));
    QTimer::singleShot(5000, said, &QLabel::clear);
}

ConsolePane::ConsolePane(TraceRing &ring, const Theme &theme, QWidget *parent)
    : QWidget(parent), d(std::make_unique<Private>(this, ring, theme))
{
    setAccessibleName(tr("Protocol console"));
    d->build();
    d->view->setModel(&d->model);
    d->applyColours();
    d->fillSources();
    connect(&theme, &Theme::changed, this, [this] { d->applyColours(); });
    connect(&d->model, &ConsoleModel::sourcesChanged, this, [this] { d->fillSources(); });
    connect(&d->feed, &TraceFeed::lines, this, [this](const std::vector<TraceLine> &lines) { d->model.append(lines); });
}

ConsolePane::~ConsolePane() = default;

} // namespace tern::ui
