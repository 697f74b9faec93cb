// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/Picker.h"

#include "ui/widgets/Shadow.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace tern::ui {

namespace {

constexpr int kRow = 32;
constexpr int kRowsShown = 11;
constexpr int kWidth = 460;
constexpr int kIndexRole = Qt::UserRole;

class ChoiceDelegate final : public QStyledItemDelegate {
public:
    ChoiceDelegate(const Theme &theme, const std::vector<Choice> &choices, QObject *parent)
        : QStyledItemDelegate(parent), m_theme(theme), m_choices(choices)
    {
    }
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {100, kRow}; }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Choice &choice = m_choices[static_cast<std::size_t>(index.data(kIndexRole).toInt())];
        const Tokens &tokens = m_theme.tokens();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state & QStyle::State_Selected) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(tokens.selection);
            painter->drawRoundedRect(option.rect.adjusted(6, 1, -6, -1), metrics::kRadius, metrics::kRadius);
        }
        QRect area = option.rect.adjusted(16, 0, -16, 0);
        if (!choice.icon.isEmpty()) {
            painter->drawPixmap(area.left(), area.center().y() - metrics::kIcon / 2 + 1,
                                m_theme.pixmap(choice.icon, metrics::kIcon, tokens.muted, painter->device()->devicePixelRatioF()));
            area.adjust(metrics::kIcon + 10, 0, 0, 0);
        }
        painter->setFont(m_theme.font(Theme::Type::Small));
        painter->setPen(tokens.muted);
        const QString detail = painter->fontMetrics().elidedText(choice.detail, Qt::ElideMiddle, area.width() / 2);
        painter->drawText(area, Qt::AlignVCenter | Qt::AlignRight, detail);
        area.adjust(0, 0, -painter->fontMetrics().horizontalAdvance(detail) - 12, 0);
        painter->setFont(m_theme.font(Theme::Type::Body));
        painter->setPen(tokens.text);
        painter->drawText(area, Qt::AlignVCenter | Qt::AlignLeft, painter->fontMetrics().elidedText(choice.text, Qt::ElideRight, area.width()));
        painter->restore();
    }

private:
    const Theme &m_theme;
    const std::vector<Choice> &m_choices;
};

} // namespace

std::vector<int> matchChoices(const std::vector<Choice> &choices, const QString &typed)
{
    const QStringList words = typed.split(u' ', Qt::SkipEmptyParts);
    std::vector<int> first;
    std::vector<int> rest;
    for (int i = 0; i < static_cast<int>(choices.size()); ++i) {
        const Choice &choice = choices[static_cast<std::size_t>(i)];
        const bool all = std::all_of(words.begin(), words.end(), [&choice](const QString &word) {
            return choice.text.contains(word, Qt::CaseInsensitive) || choice.detail.contains(word, Qt::CaseInsensitive);
        });
        if (all)
            (!words.isEmpty() && choice.text.startsWith(words.first(), Qt::CaseInsensitive) ? first : rest).push_back(i);
    }
    first.insert(first.end(), rest.begin(), rest.end());
    return first;
}

Picker::Picker(const Theme &theme, const QString &hint, std::vector<Choice> choices, QWidget *parent)
    : QFrame(parent), m_theme(theme), m_choices(std::move(choices))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setAccessibleName(hint);
    addShadow(*this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 9, 1, 7);
    column->setSpacing(6);
    m_edit = new QLineEdit(this);
    m_edit->setPlaceholderText(hint);
    m_edit->setAccessibleName(hint);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(9, 0, 9, 0);
    row->addWidget(m_edit);
    column->addLayout(row);
    m_list = new QListWidget(this);
    m_list->setAccessibleName(hint);
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setItemDelegate(new ChoiceDelegate(theme, m_choices, m_list));
    m_list->setMouseTracking(true);
    column->addWidget(m_list);
    m_edit->installEventFilter(this);
    connect(m_edit, &QLineEdit::textChanged, this, &Picker::fill);
    connect(m_list, &QListWidget::itemEntered, m_list, [this](QListWidgetItem *item) { m_list->setCurrentItem(item); });
    connect(m_list, &QListWidget::itemClicked, this, &Picker::take);
    fill(QString());
}

void Picker::popUp()
{
    QWidget *window = parentWidget();
    m_focusBefore = QApplication::focusWidget();
    const int width = std::min(kWidth, window->width() - 24);
    setGeometry((window->width() - width) / 2, 72, width, 0);
    fitHeight();
    show();
    raise();
    m_edit->setFocus(Qt::PopupFocusReason);
}

void Picker::fitHeight()
{
    const int rows = std::clamp(m_list->count(), 1, kRowsShown);
    resize(width(), std::min(rows * kRow + 62, parentWidget()->height() - 100));
}

void Picker::fill(const QString &typed)
{
    m_list->clear();
    for (const int i : matchChoices(m_choices, typed)) {
        auto *item = new QListWidgetItem(m_list);
        const Choice &choice = m_choices[static_cast<std::size_t>(i)];
        item->setData(kIndexRole, i);
        item->setData(Qt::AccessibleTextRole, choice.detail.isEmpty() ? choice.text : choice.text + QStringLiteral(", ") + choice.detail);
    }
    m_list->setCurrentRow(0);
    fitHeight();
}

void Picker::take()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (!item)
        return;
    const Choice choice = m_choices[static_cast<std::size_t>(item->data(kIndexRole).toInt())];
    leave();
    Q_EMIT chosen(choice.id);
    if (choice.act)
        choice.act();
}

void Picker::leave()
{
    if (m_focusBefore && m_focusBefore->isVisible())
        m_focusBefore->setFocus(Qt::PopupFocusReason);
    m_focusBefore = nullptr;
    close();
}

bool Picker::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept(); // no shortcut of the window acts while one types here
        return true;
    }
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        switch (key) {
        case Qt::Key_Escape: leave(); return true;
        case Qt::Key_Return:
        case Qt::Key_Enter: take(); return true;
        case Qt::Key_Down: m_list->setCurrentRow(std::min(m_list->currentRow() + 1, m_list->count() - 1)); return true;
        case Qt::Key_Up: m_list->setCurrentRow(std::max(m_list->currentRow() - 1, 0)); return true;
        case Qt::Key_PageDown: m_list->setCurrentRow(std::min(m_list->currentRow() + kRowsShown, m_list->count() - 1)); return true;
        case Qt::Key_PageUp: m_list->setCurrentRow(std::max(m_list->currentRow() - kRowsShown, 0)); return true;
        default: break;
        }
    } else if (event->type() == QEvent::FocusOut) {
        if (static_cast<QFocusEvent *>(event)->reason() != Qt::ActiveWindowFocusReason) {
            m_focusBefore = nullptr;
            close();
        }
    }
    return QFrame::eventFilter(watched, event);
}

void Picker::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.tokens().line);
    painter.setBrush(m_theme.tokens().pane);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metrics::kCardRadius, metrics::kCardRadius);
}

} // namespace tern::ui
