// SPDX-License-Identifier: GPL-3.0-or-later
// The bar above what quick look shows, and its keys: QuickLook's second half.
#include "ui/reader/MessageHeader.h"
#include "ui/reader/quicklook/FileWords.h"
#include "ui/reader/quicklook/PictureView.h"
#include "ui/reader/quicklook/QuickLook.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/ElidedLabel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QShortcut>
#include <QStackedWidget>

#include <algorithm>

namespace tern::ui {

namespace {

/// To stand alone: with a capital letter, and in English without the article.
QString asTitle(QString words)
{
    for (const QString &article : {QStringLiteral("a "), QStringLiteral("an ")}) {
        if (words.startsWith(article))
            words.remove(0, article.size());
    }
    if (!words.isEmpty())
        words[0] = words[0].toUpper();
    return words;
}

} // namespace

void QuickLook::buildBar()
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 8, 12, 8);
    row->setSpacing(4);
    const auto button = [this, bar, row](const QString &icon, const QString &name, auto act) {
        auto *made = new FlatButton(m_context.theme, {}, icon, bar);
        made->setAccessibleName(name);
        made->setToolTip(name);
        connect(made, &QAbstractButton::clicked, this, act);
        row->addWidget(made);
        return made;
    };
    m_back = button(QStringLiteral("go-up"), tr("Back to the message around it"), [this] { back(); });
    m_previous = button(QStringLiteral("go-previous"), tr("Previous attachment"), [this] { step(-1); });
    m_next = button(QStringLiteral("go-next"), tr("Next attachment"), [this] { step(1); });
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->setContentsMargins(8, 0, 8, 0);
    m_name = new ElidedLabel(m_context.theme, Theme::Type::Strong, Theme::Ink::Text, {}, bar);
    m_name->setElideMode(Qt::ElideMiddle);
    m_about = new ElidedLabel(m_context.theme, Theme::Type::Small, Theme::Ink::Muted, {}, bar);
    words->addWidget(m_name);
    words->addWidget(m_about);
    row->addLayout(words, 1);
    m_pageBack = button(QStringLiteral("go-up"), tr("Previous page"), [this] { turnPage(-1); });
    m_pageNumber = new QLabel(bar);
    m_pageNumber->setFont(m_context.theme.font(Theme::Type::Small));
    row->addWidget(m_pageNumber);
    m_pageOn = button(QStringLiteral("go-down"), tr("Next page"), [this] { turnPage(1); });
    m_smaller = button(QStringLiteral("zoom-out"), tr("Smaller"), [this] { zoom(-1); });
    m_larger = button(QStringLiteral("zoom-in"), tr("Larger"), [this] { zoom(1); });
    m_copy = button(QStringLiteral("edit-copy"), tr("Copy the text"), [this] { copyText(); });
    button(QStringLiteral("document-save"), tr("Save as…"), [this] { Q_EMIT saveRequested(m_place.message, QString::fromStdString(m_place.part)); });
    m_open = new FlatButton(m_context.theme, tr("Open"), bar);
    m_open->setToolTip(tr("Open with another program"));
    connect(m_open, &QAbstractButton::clicked, this, [this] { Q_EMIT openRequested(m_place.message, QString::fromStdString(m_place.part)); });
    row->addWidget(m_open);
    static_cast<QVBoxLayout *>(layout())->addWidget(bar);
}

void QuickLook::addKeys()
{
    const auto on = [this](const QKeySequence &keys, auto act) { connect(new QShortcut(keys, this), &QShortcut::activated, this, act); };
    on(Qt::Key_Left, [this] { step(-1); });
    on(Qt::Key_Right, [this] { step(1); });
    on(Qt::Key_PageUp, [this] { turnPage(-1); });
    on(Qt::Key_PageDown, [this] { turnPage(1); });
    on(Qt::Key_Plus, [this] { zoom(1); });
    on(Qt::Key_Equal, [this] { zoom(1); });
    on(QKeySequence::ZoomIn, [this] { zoom(1); });
    on(Qt::Key_Minus, [this] { zoom(-1); });
    on(QKeySequence::ZoomOut, [this] { zoom(-1); });
    on(Qt::Key_0, [this] { zoom(0); });
    on(QKeySequence::Copy, [this] { copyText(); });
    on(QKeySequence::Save, [this] { Q_EMIT saveRequested(m_place.message, QString::fromStdString(m_place.part)); });
    on(Qt::CTRL | Qt::Key_O, [this] { Q_EMIT openRequested(m_place.message, QString::fromStdString(m_place.part)); });
    on(Qt::Key_Backspace, [this] { back(); });
    on(Qt::Key_Escape, [this] { close(); });
    on(Qt::Key_Space, [this] { close(); });
}

void QuickLook::updateBar()
{
    using Kind = engine::Preview::Kind;
    setWindowTitle(m_preview.name);
    m_name->setText(m_preview.name);
    const auto &look = m_preview.look;
    files::FileType type = look.content.kind == files::FileKind::Unknown ? look.claimed : look.content;
    if (m_preview.kind == Kind::Mail)
        type.kind = files::FileKind::Mail;
    QStringList about{asTitle(kindWords(type)), shortSize(m_preview.size)};
    if (m_preview.kind == Kind::Drawn && type.kind == files::FileKind::Picture && m_preview.drawn.width > 0)
        about << tr("%1 × %2 pixels").arg(m_preview.drawn.naturalWidth).arg(m_preview.drawn.naturalHeight);
    const auto all = parts();
    const auto here = std::find(all.begin(), all.end(), m_place.part);
    if (all.size() > 1 && here != all.end())
        about << tr("%1 of %2").arg(here - all.begin() + 1).arg(all.size());
    m_about->setText(about.join(QStringLiteral(" · ")));
    m_back->setVisible(!m_trail.empty());
    m_previous->setVisible(all.size() > 1);
    m_next->setVisible(all.size() > 1);
    m_previous->setEnabled(here != all.begin());
    m_next->setEnabled(here != all.end() && here + 1 != all.end());
    const bool isDrawn = m_pages->currentWidget() == m_picture;
    const bool isBook = isDrawn && type.kind == files::FileKind::Pdf && m_preview.drawn.pages > 1;
    for (QWidget *widget : {static_cast<QWidget *>(m_pageBack), static_cast<QWidget *>(m_pageOn), static_cast<QWidget *>(m_pageNumber)})
        widget->setVisible(isBook);
    m_pageNumber->setText(tr("%1 / %2").arg(m_page + 1).arg(m_preview.drawn.pages));
    m_pageBack->setEnabled(m_page > 0);
    m_pageOn->setEnabled(m_page + 1 < m_preview.drawn.pages);
    m_smaller->setVisible(isDrawn);
    m_larger->setVisible(isDrawn);
    m_copy->setVisible(m_ready && (!isDrawn ? m_preview.kind != Kind::Nothing && m_preview.kind != Kind::Drawn : !m_preview.drawn.text.trimmed().isEmpty()));
}

} // namespace tern::ui
